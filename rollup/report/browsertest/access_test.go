package browsertest

import (
	"strings"
	"testing"
)

// contrast finds text that is too faint: WCAG 2.2, 1.4.3, AA.
const contrast = `(() => {
	const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const rgba = (color) => {
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = color;
		canvas.fillRect(0, 0, 1, 1);
		return [...canvas.getImageData(0, 0, 1, 1).data];
	};
	const over = (top, below) => [0, 1, 2].map((i) => (top[i] * top[3] + below[i] * (255 - top[3])) / 255);
	const light = (c) => c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
	const behind = (e) => {
		const layers = [];
		for (; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
		return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
	};
	const faint = new Set();
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const e = texts.currentNode.parentElement;
		if (!texts.currentNode.data.trim() || e.closest("script, svg, .hide") || e.offsetParent === null) continue;
		const style = getComputedStyle(e), back = behind(e);
		const [a, b] = [light(over(rgba(style.color), back)), light(back)].sort((x, y) => y - x);
		const ratio = (a + 0.05) / (b + 0.05), large = parseFloat(style.fontSize) >= 24;
		if (ratio < (large ? 3 : 4.5)) faint.add(ratio.toFixed(2) + " " + e.outerHTML.slice(0, 90));
	}
	return [...faint];
})()`

// faults are those of structure: names, labels, captions, order.
const faults = `(() => {
	const out = [], name = (e) => e.getAttribute("aria-label") || e.textContent.trim();
	const say = (e, what) => out.push(what + ": " + e.outerHTML.slice(0, 90));
	if (!document.documentElement.lang) out.push("no language");
	if (!document.title) out.push("no title");
	if (document.querySelectorAll("main").length !== 1 || document.querySelectorAll("h1").length !== 1) out.push("not one main and one h1");
	for (const e of document.querySelectorAll("button, a, summary, th")) if (!name(e)) say(e, "no name");
	for (const e of document.querySelectorAll("input")) if (e.labels.length === 0) say(e, "no label");
	for (const e of document.querySelectorAll("table")) if (!e.caption) say(e, "no caption");
	for (const e of document.querySelectorAll("th")) if (!e.scope) say(e, "no scope");
	for (const e of document.querySelectorAll("svg")) if (e.getAttribute("role") === "img" ? !e.getAttribute("aria-label") : e.getAttribute("aria-hidden") !== "true") say(e, "neither named nor hidden");
	for (const e of document.querySelectorAll("[role=region]")) if (!name(e) || e.tabIndex !== 0) say(e, "not reachable");
	for (const a of ["aria-labelledby", "aria-controls", "for"]) for (const e of document.querySelectorAll("[" + a + "]")) if (!document.getElementById(e.getAttribute(a))) say(e, "names nothing");
	const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
	for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) out.push("twice " + id);
	let level = 0;
	for (const h of document.querySelectorAll("h1, h2, h3")) { const n = +h.tagName[1]; if (n > level + 1) say(h, "a level is left out"); level = n; }
	for (const e of document.querySelectorAll("button, input, summary")) { const r = e.getBoundingClientRect(); if (r.height > 0 && r.height < 24) say(e, "too small to hit, " + r.height); }
	return out;
})()`

func TestEverybodyCanReadThePage(t *testing.T) {
	html := page(t, company(t, 14, "payments"), "team")
	for _, mode := range []string{"light", "dark"} {
		t.Run(mode, func(t *testing.T) {
			tb := show(t, html, scheme(mode), width(1280))
			eval[bool](tb, `document.querySelectorAll("#table .open").forEach((b, i) => { if (i < 5) b.click(); }), true`)
			eval[bool](tb, `document.querySelectorAll("details").forEach(d => { d.open = true; }), true`)
			if got := eval[[]string](tb, contrast); len(got) > 0 {
				t.Errorf("too faint:\n%s", strings.Join(got, "\n"))
			}
			if got := eval[[]string](tb, faults); len(got) > 0 {
				t.Errorf("faults:\n%s", strings.Join(got, "\n"))
			}
		})
	}
}
