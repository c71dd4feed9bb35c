"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const said = byId("said");
  const say = (words) => {
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = words; });
  };

  // --- theme ---------------------------------------------------------------------------

  const themes = byId("themes");
  const remembered = () => {
    try { return localStorage.getItem("aboveboard-theme"); } catch { return null; }
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  themes.hidden = false;
  for (const input of themes.querySelectorAll("input")) {
    input.checked = input.value === (remembered() || "auto");
    input.addEventListener("change", () => {
      show(input.value);
      try { localStorage.setItem("aboveboard-theme", input.value); } catch { /* private */ }
    });
  }
  show(remembered());

  // --- copy to the clipboard -----------------------------------------------------------

  const written = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "unseen";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };
  for (const button of document.querySelectorAll("button.copy")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const done = await written(byId(button.dataset.copy).textContent);
    button.focus();
    const word = button.firstElementChild;
    word.textContent = done ? "Copied" : "Press Ctrl+C";
    button.classList.toggle("done", done);
    if (!done) getSelection().selectAllChildren(byId(button.dataset.copy));
    say(done ? "Copied" : "Not copied; the text is selected, press Control C");
    setTimeout(() => {
      word.textContent = "Copy";
      button.classList.remove("done");
    }, 2000);
  });

  // --- what belongs together lights up together ----------------------------------------

  let lit = [];
  const light = (target) => {
    for (const [element, name] of lit) element.classList.remove(name);
    lit = [];
    const add = (element, name) => {
      if (!element) return;
      element.classList.add(name);
      lit.push([element, name]);
    };
    if (!(target instanceof Element)) return;
    const hit = target.closest(".hit, .note");
    if (hit) {
      const ids = hit.dataset.f ? hit.dataset.f.split(" ") : [hit.id];
      for (const mark of hit.closest(".card").querySelectorAll(".hit")) {
        if (mark.dataset.f.split(" ").some((id) => ids.includes(id))) add(mark, "lit");
      }
      for (const id of ids) add(byId(id), "lit");
    }
    const dot = target.closest("a.dot[data-with]");
    if (dot) {
      add(dot, "origin");
      for (const id of dot.dataset.with.split(" ")) {
        const partner = document.querySelector(`a.dot[data-post="${id}"]`);
        add(partner, "partner");
        add(partner && partner.closest("td"), "partner-day");
      }
    }
  };
  document.addEventListener("pointerover", (event) => light(event.target));
  document.addEventListener("focusin", (event) => light(event.target));
  document.addEventListener("focusout", () => light(null));

  // --- filters -------------------------------------------------------------------------

  const bar = document.querySelector(".filters");
  if (!bar) return;
  const form = byId("filters");
  const search = byId("q");
  const result = byId("result");
  const clear = byId("clear");
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const dots = new Map();
  for (const dot of document.querySelectorAll("a.dot[data-post]")) dots.set(dot.dataset.post, dot);

  const posts = Array.from(document.querySelectorAll(".card"), (element) => ({
    element,
    dot: dots.get(element.id),
    text: "",
    values: {
      status: element.dataset.status,
      platform: element.dataset.platform,
      account: element.dataset.account,
    },
    notes: Array.from(element.querySelectorAll(".note"), (note) => ({
      element: note,
      severity: note.dataset.severity,
      category: note.dataset.category,
    })),
  }));
  const boxes = Array.from(form.querySelectorAll("input[type=checkbox]"), (input) => ({
    input,
    count: input.parentElement.querySelector(".count"),
  }));
  const groups = [...new Set(boxes.map(({ input }) => input.name))];
  const ofNotes = ["severity", "category"];

  const chosen = () => Object.fromEntries(groups.map((name) => [
    name,
    new Set(boxes.filter(({ input }) => input.name === name && input.checked)
      .map(({ input }) => input.value)),
  ]));
  const allows = (set, value) => !set || !set.size || set.has(value);
  const put = (element, property, value) => {
    if (element && element[property] !== value) element[property] = value;
  };

  let active = false;
  const apply = () => {
    const want = chosen();
    const words = folded(search.value).split(" ").filter(Boolean);
    const narrowsNotes = ofNotes.some((name) => want[name] && want[name].size);
    active = words.length > 0 || groups.some((name) => want[name].size);
    const counts = new Map();
    const tally = (name, value) => {
      const key = name + "=" + value;
      counts.set(key, (counts.get(key) || 0) + 1);
    };
    let shown = 0;
    let notes = 0;
    for (const post of posts) {
      if (words.length && !post.text) post.text = folded(post.element.textContent);
      const said = words.every((word) => post.text.includes(word));
      const fits = {};
      for (const name of ["status", "platform", "account"]) {
        fits[name] = allows(want[name], post.values[name]);
      }
      const all = fits.status && fits.platform && fits.account && said;
      const left = post.notes.filter((note) => (
        allows(want.severity, note.severity) && allows(want.category, note.category)));
      const noted = !narrowsNotes || left.length > 0;
      // How many posts a choice would show, were it the only one of its group.
      if (said && noted) {
        for (const name of ["status", "platform", "account"]) {
          const others = ["status", "platform", "account"].filter((other) => other !== name);
          if (others.every((other) => fits[other])) tally(name, post.values[name]);
        }
      }
      if (all) {
        for (const name of ofNotes) {
          const other = name === "severity" ? "category" : "severity";
          const values = new Set(post.notes
            .filter((note) => allows(want[other], note[other])).map((note) => note[name]));
          for (const value of values) tally(name, value);
        }
      }
      const visible = all && noted;
      put(post.element, "hidden", !visible);
      if (post.dot && post.dot.classList.contains("off") === visible) {
        post.dot.classList.toggle("off", !visible);
      }
      if (visible) {
        shown += 1;
        notes += left.length;
        if (post.notes.length && (narrowsNotes || post.narrowed)) narrow(post, left);
      }
    }
    for (const { input, count } of boxes) {
      put(count, "textContent", (counts.get(input.name + "=" + input.value) || 0).toLocaleString("en"));
    }
    const noun = bar.dataset.noun;
    const number = (n) => n.toLocaleString("en");
    const findings = `${number(notes)} ${notes === 1 ? "finding" : "findings"}`;
    put(result, "textContent", active
      ? `${number(shown)} of ${number(posts.length)} ${noun} shown, ${findings}`
      : `All ${number(posts.length)} ${noun}, ${findings}`);
    put(clear, "disabled", !active);
    put(byId("nothing"), "hidden", shown > 0);
    return want;
  };

  // Notes that are not asked for are put away, and their phrases are no longer marked.
  const narrow = (post, left) => {
    const ids = new Set(left.map((note) => note.element.id));
    post.narrowed = left.length < post.notes.length;
    for (const note of post.notes) put(note.element, "hidden", !ids.has(note.element.id));
    for (const mark of post.element.querySelectorAll(".hit")) {
      mark.classList.toggle("dim", !mark.dataset.f.split(" ").some((id) => ids.has(id)));
    }
  };

  // --- the filters in the address ------------------------------------------------------

  const write = (want) => {
    const said = new URLSearchParams();
    for (const name of groups) for (const value of want[name]) said.append(name, value);
    if (search.value.trim()) said.append("q", search.value.trim());
    const text = said.toString();
    if (text || location.hash.includes("=")) {
      history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
    }
  };
  const read = () => {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const { input } of boxes) input.checked = said.getAll(input.name).includes(input.value);
    search.value = said.get("q") || "";
    apply();
  };
  const changed = () => write(apply());

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  });
  form.addEventListener("change", (event) => { if (event.target !== search) changed(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    changed();
  });
  clear.addEventListener("click", () => {
    for (const { input } of boxes) input.checked = false;
    search.value = "";
    changed();
    byId("filter-box").open = true;
    search.focus();
  });

  // --- links to posts that are filtered out or folded -----------------------------------

  const reveal = (id) => {
    const target = id && byId(id);
    if (!target) return null;
    const card = target.closest(".card");
    if (card) {
      put(card, "hidden", false);
      const fold = card.querySelector("details");
      if (fold) fold.open = true;
      for (const note of card.querySelectorAll(".note")) put(note, "hidden", false);
      for (const mark of card.querySelectorAll(".hit.dim")) mark.classList.remove("dim");
    }
    return target;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const target = reveal(decodeURIComponent(link.hash.slice(1)));
    if (!target || !active) return;  // the browser goes there by itself
    event.preventDefault();  // so that the filters stay in the address
    target.scrollIntoView();
    target.focus({ preventScroll: true });
    light(target);
  });
  addEventListener("hashchange", () => {
    if (location.hash.includes("=") || !location.hash) read();
    else reveal(location.hash.slice(1));
  });

  bar.hidden = false;
  byId("filter-box").open = matchMedia("(min-width: 48rem)").matches;
  if (location.hash.includes("=")) {
    byId("filter-box").open = true;
    read();
  } else {
    apply();
    const target = reveal(location.hash.slice(1));
    if (target) target.scrollIntoView();
  }
})();
