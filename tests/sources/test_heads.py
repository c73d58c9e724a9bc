"""Title, publisher and day from heads of their own shape."""

from __future__ import annotations

from datetime import date

from summarizer.sources import heads, publication
from summarizer.sources.load import document_from_text
from summarizer.sources.publication import find


def test_a_cover_goes_on_for_more_than_ten_short_lines() -> None:
    lines = ["IN THE COURT OF MINES", "Case No: 7", *(f"ROOM {chr(65 + n)}" for n in range(10))]
    text = "\n".join([*lines, "Friday, 8\u00a0May\u00a02015", "", "The court lifts the stop on the pit."])
    assert str(publication.find(text).date) == "2015-05-08"


def test_of_labelled_days_the_latest_is_that_of_the_text() -> None:
    text = "TRIBUNAL\n\nHeard on: 6 May 2019\n\nJudgment date: 11 February 2020\n\nThe pit was shut.\n"
    assert str(publication.find(text).date) == "2020-02-11"


def test_a_day_in_the_title_outranks_a_later_one_at_the_foot() -> None:
    text = "# Notes of the guild 2016-09-14\n\n* Fees stay.\n* Rain.\n\n### Next\n\n* 28 September 2016\n"
    assert str(publication.find(text).date) == "2016-09-14"


def test_a_day_on_its_own_line_needs_no_capitals() -> None:
    text = "خبر من الميناء\nالأحد 4 مارس 2007\nأعلن الوزير أن القوارب ستصل إلى الميناء قبل الشتاء.\n"
    assert str(publication.find(text, "ar").date) == "2007-03-04"


def test_a_mail_saved_as_text_is_titled_by_its_subject() -> None:
    text = "From: Odile Marr <o@s.example>\nTo: Board\nSubject: RE: Slipway bids\n\nThe bid is low.\n"
    found = publication.find(text)
    assert (found.title, found.publisher) == ("Slipway bids", "Odile Marr")


def test_a_wire_document_in_a_text_file_is_dated_by_its_number() -> None:
    head = "<DOC>\n<DOCNO> TOL980316-0101 </DOCNO>\n<HEAD>Dyke breaks</HEAD>\n"
    text = f"{head}<TEXT>\nA dyke broke.\n</TEXT>\n</DOC>\n"
    found = document_from_text(text)
    assert (found.title, str(found.date)) == ("Dyke breaks", "1998-03-16")


def test_the_parties_of_a_judgment_are_its_title() -> None:
    cover = "Citation: [2021] T 12\n\nBetween:\n\nANN REED\n\nAppellant\n\nand\n\nTHE COUNTY\n\nRespondents\n"
    assert heads.parties(cover.splitlines()) == "ANN REED v THE COUNTY"
    rows = "Between\n| BOB HALL | Claimant\n-and-\n(formerly the board)\n| THE BOARD OF BRIDGES | Defendant\n"
    assert heads.parties(rows.splitlines()) == "BOB HALL v THE BOARD OF BRIDGES"
    both = (
        "Between:\nREED LTD\nClaimant/Appellant\n- and -\n(1) ORME PLC\n(2) NESS PLC\nDefendants/Respondents"
    )
    assert heads.parties(both.splitlines()) == "REED LTD v ORME PLC"
    american = "No. 19-35482\nANN REED, Plaintiff-Appellant,\nv.\nCITY OF ORME, a town, Defendant-Appellee.\n"
    assert heads.parties(american.splitlines()) == "ANN REED v CITY OF ORME"
    assert heads.parties("A ferry\nv.\nAppellant\n".splitlines()) is None
    assert heads.parties("Between\nthe lines\n".splitlines()) is None
    assert heads.parties("A match between two towns\nand a third\n".splitlines()) is None


def test_the_day_of_a_judgment_is_that_on_which_it_was_given() -> None:
    cover = "BRIDGE TRIBUNAL\n" + "Room 4\n" * 9 + "Heard on: 3 March 2021\nJudgment date: 9 April 2021\n"
    body = "This appeal is about a bridge that was closed for a year without notice to those who use it.\n"
    assert find(cover + body * 4).date == date(2021, 4, 9)


def test_a_title_that_ends_with_a_day_gives_it_unless_it_tells_of_an_event() -> None:
    body = "\n\nThe board met at nine and approved the repair of the roof of the old school.\n"
    assert find("Board meeting 2021-03-04" + body).date == date(2021, 3, 4)
    assert find("What the board did on 4 March 2021" + body).date is None


def test_a_day_before_the_first_sentence_is_that_of_the_text() -> None:
    text = "Bees die\n\nSunday, April 17, 2005 Two hives in three did not live through the winter.\n"
    assert find(text).date == date(2005, 4, 17)
    assert (
        find("Bees die\n\nSunday, April 17, 2005, was a cold day for the bees of the plain.\n").date is None
    )


def test_a_labelled_day_that_only_the_whole_line_gives_is_the_day() -> None:
    day = date(2020, 1, 2)
    assert heads.bare_date(["Heard on: the second"], [], lambda line: day, lambda text: None) == day


def test_minutes_are_of_the_day_on_which_the_meeting_was_held() -> None:
    title = "Minutes of the meeting held on 14 September 2016\n(approved on 12 October 2016)"
    text = f"GUILD OF DYERS\n\n{title}\n\nFees stay.\n"
    assert str(publication.find(text).date) == "2016-09-14"
    text = "MINUTES OF THE GUARDIANS\nHeld on Monday 10 October 2022 at 7 pm\n\nThey buy oak.\n\nNext\n"
    assert str(publication.find(text).date) == "2022-10-10"
    assert publication.find("Minutes after the fire of 3 May 2021 he fled.\n\nIt rained.\n").date is None


def test_the_day_of_the_next_meeting_is_not_that_of_the_text() -> None:
    text = "The mill\n\nThey buy oak.\n\n3. Date of next meeting\nMonday 17 October 2022\n\nThey left.\n"
    assert publication.find(text).date is None
    assert publication.find("The guardians met.\n\nNext Meeting: 17 October 2022\n").date is None


def test_a_labelled_day_that_may_be_either_is_not_settled_by_another_day() -> None:
    text = "COURT\nJudge Fern, 11 February 2020\n\nDate: 03/05/2021\n\nThe company asks for its pit.\n"
    assert publication.find(text).date is None
    assert str(publication.find(text.replace("11 February 2020", "3 May 2021")).date) == "2021-05-03"


def test_a_day_with_months_of_the_levant_is_read() -> None:
    text = (
        "انتشال جرس العبارة\n\nالاثنين ٣ أيار ٢٠٢١\n\nانتشل الغواصون جرس العبارة التي غرقت قبالة رأس لور.\n"
    )
    assert str(publication.find(text, "ar").date) == "2021-05-03"
