"use strict";
(() => {
  const form = document.querySelector("form");
  const query = form.querySelector("input");
  const only = form.querySelector("select");
  const said = form.querySelector("output");
  const items = [...document.querySelectorAll("[data-find]")];
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");

  function show() {
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      const fits = (!only.value || item.dataset.class === only.value)
        && words.every((word) => item.dataset.find.includes(word));
      item.hidden = !fits;
      count += fits;
    }
    for (const section of document.querySelectorAll("section[data-list]")) {
      section.hidden = !section.querySelector("[data-find]:not([hidden])");
    }
    said.textContent = count
      ? said.dataset.shown.replace("{count}", count).replace("{total}", items.length)
      : said.dataset.nothing;
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== query) {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Escape" && form.contains(document.activeElement)) {
      form.reset();
    }
  });
  for (const link of document.querySelectorAll("a[data-only]")) {
    link.addEventListener("click", () => {
      query.value = "";
      only.value = link.dataset.only;
      show();
    });
  }
  show();
})();
