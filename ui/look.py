"""The page's look: one theme, one accent, the system's own fonts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from summarizer.renderers.html import style

# Gradio's form to sign in takes no style sheet, but shows this above its fields as HTML.
SIGN_IN = """Tracebrief<style>
.panel > h2 { display: none; }
.panel > p.auth { margin: 0 0 .5rem; font-size: 1.25rem; font-weight: 680; letter-spacing: -.015em; }
.panel { gap: .75rem !important; padding: 1.5rem !important; }
.panel > .form { gap: .75rem; background: none !important; border: 0 !important; }
.panel > p.creds { margin: 0; font-size: .875rem; }
.panel label > span { text-transform: capitalize; }
.panel input { min-height: 2.375rem; }
</style>"""
_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")


def theme() -> Any:
    """Return the theme: the colours of the note, whose contrast is that of WCAG AA in light and dark."""
    base = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.stone,
        font=_SANS,
        font_mono=_MONO,
        text_size=gr.themes.sizes.text_md,
        spacing_size=gr.themes.sizes.spacing_sm,
        radius_size=gr.themes.sizes.radius_sm,
    )
    both = {
        "body_background_fill": ("#ffffff", "#17191c"),
        "background_fill_primary": ("#ffffff", "#17191c"),
        "background_fill_secondary": ("#f5f4f1", "#1e2125"),
        "block_background_fill": ("#ffffff", "#17191c"),
        "body_text_color": ("#1d1c1a", "#e7e5e1"),
        "body_text_color_subdued": ("#5c5954", "#a9a6a0"),
        "panel_background_fill": ("#ffffff", "#17191c"),  # of the form to sign in
        "panel_border_color": ("#dcd9d3", "#363a40"),
        "block_label_text_color": ("#1d1c1a", "#e7e5e1"),
        "block_title_text_color": ("#1d1c1a", "#e7e5e1"),
        "block_info_text_color": ("#5c5954", "#a9a6a0"),
        "border_color_primary": ("#dcd9d3", "#363a40"),
        "input_background_fill": ("#ffffff", "#1e2125"),
        "input_border_color": ("#8d8a84", "#6a6e75"),
        "input_border_color_focus": ("#1a5a9c", "#8fbdf2"),
        "input_placeholder_color": ("#6b6862", "#a9a6a0"),
        "button_primary_background_fill": ("#1a5a9c", "#8fbdf2"),
        "button_primary_background_fill_hover": ("#134476", "#b3d3f8"),
        "button_primary_text_color": ("#ffffff", "#10151b"),
        "button_primary_text_color_hover": ("#ffffff", "#10151b"),
        "button_secondary_background_fill": ("#ffffff", "#1e2125"),
        "button_secondary_background_fill_hover": ("#f5f4f1", "#2a2e33"),
        "button_secondary_border_color": ("#8d8a84", "#6a6e75"),
        "button_secondary_text_color": ("#1d1c1a", "#e7e5e1"),
        "button_cancel_background_fill": ("#ffffff", "#1e2125"),
        "button_cancel_border_color": ("#b91c1c", "#f0a0a0"),
        "button_cancel_text_color": ("#b91c1c", "#f0a0a0"),
        "button_cancel_background_fill_hover": ("#fdf2f2", "#2a2e33"),
        "button_cancel_text_color_hover": ("#b91c1c", "#f0a0a0"),
        "link_text_color": ("#1a5a9c", "#8fbdf2"),
        "color_accent": ("#1a5a9c", None),
        "color_accent_soft": ("#dde9f6", "#24384f"),
    }
    settings: dict[str, str] = {
        "block_border_width": "0px",
        "block_shadow": "none",
        "block_padding": "0px",
        "panel_border_width": "1px",
        "block_label_text_size": "0.8125rem",
        "block_title_text_size": "0.8125rem",
        "block_title_text_weight": "600",
        "input_border_width": "1px",
        "input_shadow": "none",
        "input_padding": "0.4rem 0.6rem",
        "button_border_width": "1px",
        "button_primary_shadow": "none",
        "button_primary_border_color": "transparent",
        "button_primary_border_color_dark": "transparent",
        "layout_gap": "0.75rem",
        "form_gap_width": "0px",
        "button_large_padding": "0.45rem 1rem",
        "button_large_text_size": "0.9375rem",
        "button_large_text_weight": "600",
        "button_small_text_size": "0.8125rem",
        "checkbox_border_color": "#8d8a84",
        "checkbox_border_color_dark": "#6a6e75",
    }
    for name, (light, dark) in both.items():
        settings[name] = light
        if dark:
            settings[f"{name}_dark"] = dark
    return base.set(**settings)


def css() -> str:
    """Return the style sheet of the page: the note's own, then what the page adds."""
    return style() + (Path(__file__).parent / "static" / "page.css").read_text(encoding="utf-8")
