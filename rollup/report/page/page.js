"use strict";
// The page is whole without this script. With it rows can be sorted, filtered and
// opened, days of the trend can be read, and what is copied is exact.
(() => {
	const data = JSON.parse(document.getElementById("data").textContent);
	const $ = (id) => document.getElementById(id);
	const table = $("table"), body = table.tBodies[0];
	const rows = [...body.rows];
	const make = (name, props, ...children) => {
		const e = Object.assign(document.createElement(name), props);
		e.append(...children);
		return e;
	};
	document.querySelectorAll(".controls").forEach((e) => { e.hidden = false; });

	// Amounts are decimals of up to 18 places: whole numbers of 10^-18 here.
	const whole = (text) => {
		const [int, fraction = ""] = text.replace("-", "").split(".");
		const n = BigInt(int + fraction.padEnd(18, "0").slice(0, 18));
		return text.startsWith("-") ? -n : n;
	};
	const rounded = (n, places) => {
		const unit = 10n ** BigInt(18 - places), half = unit / 2n;
		const size = ((n < 0n ? -n : n) + half) / unit;
		const digits = size.toString().padStart(places + 1, "0");
		const int = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ",");
		return (n < 0n && size > 0n ? "-" : "") + int + "." + digits.slice(-places);
	};
	const exact = (n) => {
		const digits = (n < 0n ? -n : n).toString().padStart(19, "0");
		return (n < 0n ? "-" : "") + (digits.slice(0, -18) + "." + digits.slice(-18)).replace(/\.?0+$/, "");
	};
	const amount = (cost) => cost.null ? make("span", { className: "none", textContent: "unpriced" })
		: Object.assign(make("data", { value: cost.exact, title: cost.exact, textContent: cost.text }));

	// Sorting. What is not known comes last either way.
	const heads = [...table.tHead.rows[0].cells];
	const valueOf = rows.map((row) => [...row.cells].map((cell) => {
		const v = cell.dataset.v;
		return v === undefined ? cell.textContent : v === "" ? null : whole(v);
	}));
	const place = new Map(rows.map((row, i) => [row, i]));
	const names = new Intl.Collator("en", { numeric: true });
	const detail = new Map(); // row → the row below it that is its detail
	const sort = (column, direction) => {
		heads.forEach((h, i) => { if (i === column) h.setAttribute("aria-sort", direction); else h.removeAttribute("aria-sort"); });
		const sign = direction === "ascending" ? 1 : -1;
		const order = rows.map((_, i) => i).sort((i, j) => {
			const a = valueOf[i][column], b = valueOf[j][column];
			if (a === null || b === null) return (a === null) - (b === null) || i - j;
			const by = typeof a === "string" ? names.compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
			return sign * by || i - j;
		});
		const out = document.createDocumentFragment();
		for (const i of order) {
			out.append(rows[i]);
			if (detail.has(rows[i])) out.append(detail.get(rows[i]));
		}
		body.append(out);
	};
	heads.forEach((head, i) => {
		const button = make("button", { type: "button", textContent: head.textContent });
		head.replaceChildren(button);
		const first = head.classList.contains("n") || head.classList.contains("s") ? "descending" : "ascending";
		button.addEventListener("click", () => {
			const now = head.getAttribute("aria-sort");
			sort(i, now === null ? first : now === "ascending" ? "descending" : "ascending");
		});
	});

	// Filtering: all words are in the row's names, and none of those with a minus.
	const texts = rows.map((row) => [...row.cells].filter((c) => c.classList.contains("k")).map((c) => c.textContent).join(" ").toLowerCase());
	const filter = () => {
		const words = $("find").value.toLowerCase().split(/\s+/).filter((w) => w !== "" && w !== "-");
		let shown = 0, sum = 0n, unknown = 0;
		rows.forEach((row, i) => {
			const out = words.some((w) => w.startsWith("-") ? texts[i].includes(w.slice(1)) : !texts[i].includes(w));
			row.classList.toggle("out", out);
			if (detail.has(row)) detail.get(row).classList.toggle("out", out);
			if (out) return;
			shown++;
			const cost = valueOf[i][data.cost];
			if (cost === null) unknown++; else sum += cost;
		});
		const found = $("found");
		found.replaceChildren();
		if (words.length > 0) {
			found.append(`${shown} of ${rows.length} rows, `, amount({ exact: exact(sum), text: rounded(sum, data.places) }), ` ${data.currency}`);
			if (unknown > 0) found.append(`, ${unknown} unpriced`);
		}
	};
	$("find").addEventListener("input", filter);
	$("find").form.addEventListener("submit", (e) => e.preventDefault());
	const find = (text) => { $("find").value = text; filter(); };
	$("all").addEventListener("click", () => { find(""); $("find").focus(); });

	// Drill-down: of what a row consists.
	const svg = (name, attributes) => {
		const e = document.createElementNS("http://www.w3.org/2000/svg", name);
		for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
		return e;
	};
	const bar = (width) => {
		const s = svg("svg", { class: "bar", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" });
		s.append(svg("rect", { class: "track", width: 100, height: 1 }), svg("rect", { class: "s0", width, height: 1 }));
		return s;
	};
	const open = (row, button) => {
		if (detail.has(row)) {
			detail.get(row).remove();
			detail.delete(row);
			button.setAttribute("aria-expanded", "false");
			return;
		}
		const what = data.rows[row.dataset.r], box = make("div", { className: "parts" });
		for (const part of what.parts || []) {
			const list = make("ul", { className: "bars" });
			for (const line of part.lines) {
				list.append(make("li", {}, make("span", { className: "name", textContent: line.name }), make("span", { className: "n" }, amount(line.cost)),
					bar(line.width), make("span", { className: "n share", textContent: line.share })));
			}
			box.append(make("section", {}, make("h3", { textContent: "by " + part.by }), list));
		}
		if (what.items) {
			box.append(make("section", { className: "items" }, make("h3", { textContent: "Of what the cost consists" }),
				make("ul", {}, ...what.items.map((text) => make("li", { textContent: text })))));
		}
		const below = make("tr", { className: "more" }, make("td", { colSpan: heads.length }, box));
		below.id = "more-" + row.dataset.r;
		row.after(below);
		detail.set(row, below);
		button.setAttribute("aria-expanded", "true");
		button.setAttribute("aria-controls", below.id);
	};
	for (const row of rows) {
		const what = data.rows[row.dataset.r];
		if (!what || !what.parts && !what.items) continue;
		const cell = row.cells[0];
		const button = make("button", { type: "button", className: "open", textContent: cell.textContent });
		button.setAttribute("aria-expanded", "false");
		cell.replaceChildren(button);
		button.addEventListener("click", () => open(row, button));
	}

	// The trend: a day is read by pointer or by arrow keys.
	const trend = $("trend");
	if (trend) {
		const days = [...trend.querySelectorAll("g")], all = $("readout").textContent;
		let at = -1;
		const show = (i) => {
			if (at >= 0) days[at].classList.remove("on");
			at = i;
			if (i < 0) { $("readout").textContent = all; return; }
			days[i].classList.add("on");
			$("readout").textContent = days[i].querySelector("title").textContent;
		};
		trend.setAttribute("tabindex", "0");
		const here = (e) => {
			const box = trend.getBoundingClientRect();
			show(Math.max(0, Math.min(days.length - 1, Math.floor((e.clientX - box.left) / box.width * days.length))));
		};
		trend.addEventListener("pointermove", here);
		trend.addEventListener("pointerdown", here);
		trend.addEventListener("pointerleave", () => show(-1));
		trend.addEventListener("keydown", (e) => {
			const to = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(days.length - 1, at + 1), Home: 0, End: days.length - 1, Escape: -1 }[e.key];
			if (to === undefined) return;
			show(to);
			e.preventDefault();
		});
	}

	// What is copied has the exact amounts, and cells are divided by tabs.
	document.addEventListener("copy", (e) => {
		const selection = document.getSelection();
		if (selection.isCollapsed || selection.rangeCount === 0 || document.activeElement === $("find")) return;
		const range = selection.getRangeAt(0), part = range.cloneContents();
		const inside = range.commonAncestorContainer.nodeType === Node.TEXT_NODE ? range.commonAncestorContainer.parentElement : range.commonAncestorContainer;
		if (inside.closest("data") && range.toString() === inside.textContent) {
			e.clipboardData.setData("text/plain", inside.closest("data").value);
			e.preventDefault();
			return;
		}
		const lines = [...part.querySelectorAll("tr")].filter((tr) => !tr.matches(".out, .more"));
		if (lines.length === 0) return;
		part.querySelectorAll("data").forEach((d) => { d.textContent = d.value; });
		e.clipboardData.setData("text/plain", lines.map((tr) => [...tr.cells].map((c) => c.textContent.trim()).join("\t")).join("\n"));
		e.preventDefault();
	});

	// Dark or light.
	const root = document.documentElement, theme = $("theme");
	const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
	const name = () => { theme.textContent = dark() ? "Light" : "Dark"; };
	theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; name(); });
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
	name();
	$("print").addEventListener("click", () => print());
})();
