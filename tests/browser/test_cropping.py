"""A picture on a card is cropped and turned, by mouse and by keyboard, and had whole again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.domain.actor import Actor
from lib.domain.cast_member import MemberKind, subject_of
from lib.domain.member_edits import with_fields, with_pictures
from lib.ui.parts import crop_dialog
from tests.browser.board import a_board, open_card, pictures, png
from tests.browser.running import AppServer, click, open_page, settled

RULES = (crop_dialog.HERE / "frame_rules.js").read_text("utf-8")


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def open_crop(page: Page, found: Locator | Page) -> Locator:
    """The dialog, with its frame."""
    click(found.get_by_role("button", name="Crop Picture 1 of"))
    dialog = page.get_by_role("dialog")
    expect(size(dialog)).to_be_visible()
    expect(dialog.get_by_role("img", name="The picture")).to_have_js_property("complete", True)
    return dialog


def size(dialog: Locator) -> Locator:
    return dialog.get_by_role("status")


def use(dialog: Locator) -> None:
    click(dialog.get_by_role("button", name="Use this part"))
    expect(dialog).to_have_count(0)


def drag(page: Page, handle: Locator, across: float, down: float) -> None:
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y + down / 2)
    page.mouse.move(x + across, y + down)
    page.mouse.up()


def test_a_part_is_drawn_with_the_mouse_sent_and_had_whole_again(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    found = open_card(page, 0)
    dialog = open_crop(page, found)
    expect(size(dialog)).to_have_text("320 × 240")
    ground = dialog.locator(".cf-ground").bounding_box()
    assert ground is not None
    drag(page, dialog.locator(".cf-se"), -ground["width"] / 2, -ground["height"] / 4)
    expect(size(dialog)).to_have_text("160 × 180")
    drag(page, dialog.locator(".cf-box"), ground["width"], 0)
    expect(size(dialog)).to_have_text("160 × 180")
    use(dialog)
    expect(found.get_by_text("320 × 240 → 160 × 180")).to_be_visible()
    settled(page)
    click(found.get_by_role("button", name="Whole picture again"))
    expect(found.get_by_text("→")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo: Whole picture again")).to_be_visible()
    settled(page)
    click(page.get_by_role("button", name="Undo: Whole picture again"))
    expect(found.get_by_text("→ 160 × 180")).to_be_visible()


def test_a_picture_of_a_member_is_cropped_with_the_mouse_and_had_whole_again(app: AppServer, page: Page) -> None:
    ann, now = Actor("ann"), datetime.now(UTC)
    with closing(app.studio()) as studio:
        mia = studio.cast.add(ann, "Mia", MemberKind.PERSON, now)
        added = studio.desk.add_picture(ann, png("teal"), "a.png")
        studio.cast.change(ann, mia.id, lambda one: with_pictures(one, one.looks[0].id, [added]), now)
    open_page(page, f"{app.address}/cast?member={mia.id}")
    shown = page.get_by_role("img", name="Picture 1 of")
    expect(shown).to_have_js_property("naturalWidth", 320)
    dialog = open_crop(page, page)
    expect(size(dialog)).to_have_text("320 × 240")
    ground = dialog.locator(".cf-ground").bounding_box()
    assert ground is not None
    drag(page, dialog.locator(".cf-se"), -ground["width"] / 2, -ground["height"] / 4)
    expect(size(dialog)).to_have_text("160 × 180")
    use(dialog)
    expect(page.get_by_text("160 × 180", exact=True)).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 160)
    settled(page)
    with closing(app.studio()) as studio:
        kept = studio.store.members.get(mia.id)
        assert kept is not None and subject_of(kept.member, kept.member.looks[0], "u").pictures[0].whole == added.fitted
    click(page.get_by_role("button", name="Whole picture again"))
    expect(page.get_by_text("320 × 240", exact=True)).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 320)
    expect(page.get_by_role("button", name="Whole picture again")).to_have_count(0)


def test_a_colleague_s_change_waits_until_the_frame_is_closed(app: AppServer, page: Page) -> None:
    ann, now = Actor("ann"), datetime.now(UTC)
    with closing(app.studio()) as studio:
        mia = studio.cast.add(ann, "Mia", MemberKind.PERSON, now)
        added = studio.desk.add_picture(ann, png("teal"), "a.png")
        studio.cast.change(ann, mia.id, lambda one: with_pictures(one, one.looks[0].id, [added]), now)
        address = f"{app.address}/cast?member={mia.id}"
        beside = page.context.new_page()
        open_page(page, address)
        open_page(beside, address)
        dialog = open_crop(page, page)
        studio.cast.change(ann, mia.id, lambda one: with_fields(one, name="Mia B"), now)
        # In the order in which the server ticks for them it is this tab's turn, too, once the other one shows it.
        expect(beside.get_by_role("heading", name="Mia B")).to_be_visible()
        studio.cast.change(ann, mia.id, lambda one: with_fields(one, name="Mia C"), now)
        expect(beside.get_by_role("heading", name="Mia C")).to_be_visible()
    expect(dialog).to_be_visible()
    expect(size(dialog)).to_have_text("320 × 240")
    click(dialog.get_by_role("button", name="Close"))
    expect(page.get_by_role("heading", name="Mia C")).to_be_visible()
    beside.close()


def test_a_part_is_chosen_with_keys_alone_and_the_frame_is_where_it_was(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    found = open_card(page, 0)
    dialog = open_crop(page, found)
    dialog.get_by_role("button", name="Square").press("Enter")
    expect(size(dialog)).to_have_text("240 × 240")
    frame = dialog.get_by_role("group", name="Frame", exact=True)
    frame.focus()
    for _ in range(5):
        page.keyboard.press("Shift+ArrowLeft")
    expect(size(dialog)).to_have_text("208 × 208")
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    dialog.get_by_role("button", name="Use this part").press("Enter")
    expect(dialog).to_have_count(0)
    expect(found.get_by_text("→ 208 × 208")).to_be_visible()
    expect(pictures(found)).to_have_count(1)
    settled(page)
    dialog = open_crop(page, found)
    expect(size(dialog)).to_have_text("208 × 208")
    assert dialog.locator(".cf-box").evaluate("(box) => box.style.left") == "35%", "at the right edge"


def test_a_turned_picture_is_sent_as_it_is_shown(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    found = open_card(page, 0)
    dialog = open_crop(page, found)
    click(dialog.get_by_role("button", name="Turn right"))
    expect(size(dialog)).to_have_text("240 × 320")
    click(dialog.get_by_role("button", name="3:4"))
    expect(size(dialog)).to_have_text("240 × 320")
    use(dialog)
    expect(found.get_by_text("320 × 240 → 240 × 320")).to_be_visible()
    # The white spot was above on the left; a quarter turn clockwise brings it above on the right.
    spot = pictures(found).first.evaluate(
        """async (image) => {
        await image.decode()
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), drawing = canvas.getContext("2d")
        drawing.drawImage(image, 0, 0)
        const green = (x, y) => drawing.getImageData(x * canvas.width, y * canvas.height, 1, 1).data[1]
        return [green(0.62, 0.37), green(0.37, 0.37)]
    }"""
    )
    assert spot[0] > 200 and spot[1] < 60


def test_the_frame_keeps_to_what_may_be_sent(page: Page) -> None:
    page.goto("about:blank")
    wrong = page.evaluate(
        f"""() => {{ {RULES}
        const rules = {{ least: 128, most: 4 }}, wrong = []
        let seed = 7
        const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647
        for (const [width, height] of [[4000, 3000], [130, 500], [128, 128]]) {{
          const size = {{ width, height }}
          for (const ratio of [0, 1, 3 / 4, 16 / 9]) {{
            if (!possible(size, rules, ratio)) continue
            let frame = shaped({{ left: 0, top: 0, ...size }}, size, rules, ratio)
            for (let turn = 0; turn < 400; turn++) {{
              const across = (chance() - 0.5) * size.width * 2, down = (chance() - 0.5) * size.height * 2
              const where = ["", "n", "ne", "e", "se", "s", "sw", "w", "nw"][Math.floor(chance() * 9)]
              frame = where ? pulled(frame, where, across, down, size, rules, ratio) : moved(frame, across, down, size)
              const right = frame.left + frame.width, bottom = frame.top + frame.height, e = 0.01
              const shape = frame.width / frame.height
              const inside = frame.left > -e && frame.top > -e && right < size.width + e && bottom < size.height + e
              const large = frame.width > 128 - e && frame.height > 128 - e
              const shapely = ratio ? Math.abs(shape - ratio) < 0.001 : shape < 4 + e && shape > 1 / 4 - e
              if (!inside || !large || !shapely) wrong.push([size, ratio, where, frame])
            }}
          }}
        }}
        return wrong.slice(0, 5) }}"""
    )
    assert wrong == []
