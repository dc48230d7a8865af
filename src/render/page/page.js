'use strict';
// Reads the marks that stand in the page and builds the list, the filters and the keys around them.
(() => {
  const $ = (id) => document.getElementById(id);
  const sections = [...document.querySelectorAll('main > section')];
  const marks = [];   // in the order of the page
  const kinds = new Map();
  const make = (tag, text, of = {}) => Object.assign(document.createElement(tag), {textContent: text}, of);
  const percent = (part, whole) => (whole > 0 ? (100 * part / whole).toFixed(1) : '0.0') + ' %';
  const bytes = (n) => n < 1000 ? n + ' bytes' : n < 1e6 ? (n / 1000).toFixed(1) + ' kB' : (n / 1e6).toFixed(1) + ' MB';

  for (const section of sections) {
    const reasons = JSON.parse(section.querySelector('script').textContent);
    const first = marks.length;
    for (const at of section.querySelectorAll('[data-r]')) {
      const [code, family, why, rule] = reasons[at.dataset.r];
      const also = (at.dataset.a || '').split(' ').filter(Boolean).map((i) => reasons[i]);
      if (!kinds.has(code)) kinds.set(code, {code, family, count: 0, on: true});
      kinds.get(code).count += 1;
      at.tabIndex = -1;
      at.index = marks.length;
      marks.push({at, section, code, family, why, rule, also, score: +at.dataset.s, shown: true, place: 0});
    }
    const all = +section.dataset.bytes, removed = +section.dataset.removed;
    section.first = first;
    section.querySelector('.sum').textContent = section.dataset.sum ||
      `${bytes(removed)} of ${bytes(all)} removed (${percent(removed, all)}) by ${marks.length - first} decisions`;
  }

  // The list: blocks of rows, each built when it comes near the sight, so that a page with very many
  // decisions opens at once. `list` holds the shown marks, which is the order of the rows.
  const blockSize = 100;
  let list = [];
  const rowOf = (mark) => $('list').children[Math.floor(mark.place / blockSize)]?.children[mark.place % blockSize];
  function fill(block) {
    if (block.childElementCount > 0) return;
    for (const mark of list.slice(block.from, block.from + blockSize)) {
      const row = make('button', '', {type: 'button', tabIndex: -1, className: 'f-' + mark.family});
      const text = mark.at.textContent.slice(0, 120).trim().slice(0, 90);
      row.append(make('b', ''), make('i', mark.code), make('small', 'line ' + mark.at.dataset.l), make('q', text || '(blank)'));
      row.index = mark.at.index;
      if (row.index === chosen) row.setAttribute('aria-current', 'true');
      if (row.index === chosen || (chosen < 0 && mark.place === 0)) row.tabIndex = 0;
      block.append(row);
    }
  }
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) fill(entry.target);
      else if (!entry.target.contains(document.activeElement)) entry.target.replaceChildren();
    }
  }, {root: $('list'), rootMargin: '400px'});
  function showList() {
    near.disconnect();
    list = marks.filter((mark) => mark.shown);
    list.forEach((mark, place) => { mark.place = place; });
    const blocks = document.createDocumentFragment();
    for (let from = 0; from < list.length; from += blockSize) {
      const block = make('div', '', {from});
      block.style.height = `calc(var(--row) * ${Math.min(blockSize, list.length - from)})`;
      near.observe(block);
      blocks.append(block);
    }
    $('list').replaceChildren(blocks);
    if (list.length > 0) fill($('list').firstElementChild);
  }
  // The row of a mark, built if need be and scrolled to.
  function reveal(mark) {
    if (!mark.shown) return null;
    fill($('list').children[Math.floor(mark.place / blockSize)]);
    const row = rowOf(mark);
    row.scrollIntoView({block: 'nearest'});
    return row;
  }

  let chosen = -1;

  function tell(mark) {
    const box = $('detail');
    box.className = 'detail f-' + mark.family;
    const list = make('dl', '');
    const add = (name, ...value) => {
      const dd = make('dd', '');
      dd.append(...value);
      list.append(make('dt', name), dd);
    };
    const bar = make('span', '', {className: 'bar', ariaHidden: 'true'});
    bar.append(make('span', ''));
    bar.firstChild.style.width = 100 * mark.score + '%';
    add('Score', bar, String(mark.score));
    if (mark.rule) add(mark.family === 'model' ? 'Because' : 'Rule', mark.rule);
    const insert = mark.at.nextElementSibling;
    if (mark.at.tagName === 'DEL' && insert && insert.tagName === 'INS' && !insert.dataset.r &&
        mark.at.nextSibling === insert) add('Now', insert.textContent);
    add('Where', `line ${mark.at.dataset.l}, bytes ${mark.at.dataset.b.replace('-', ' to ')}`);
    for (const [code, , why] of mark.also) add('Also', `${code}: ${why}`);
    const head = make('p', '');
    head.append(make('strong', mark.code), ' ' + mark.why);
    box.replaceChildren(head, list);
  }

  function choose(index, how = {}) {
    const mark = marks[index];
    if (!mark) return;
    if (chosen >= 0) {
      marks[chosen].at.classList.remove('on');
      const old = $('list').querySelector('[aria-current]');
      if (old) { old.removeAttribute('aria-current'); old.tabIndex = -1; }
    }
    chosen = index;
    mark.at.classList.add('on');
    const row = reveal(mark);
    if (row) { row.setAttribute('aria-current', 'true'); row.tabIndex = 0; }
    if (document.body.dataset.view !== 'both') view('both');
    if (!how.here) {
      mark.at.scrollIntoView({block: 'center'});
      // Blocks that were never shown have a guessed height: once they are laid out, aim again.
      requestAnimationFrame(() => mark.at.scrollIntoView({block: 'center'}));
    }
    if (how.list && row) row.focus({preventScroll: true});
    else mark.at.focus({preventScroll: true});
    tell(mark);
    draw();
  }

  function step(by) {
    let index = chosen < 0 && by < 0 ? marks.length : chosen;
    if (chosen < 0 && by > 0) index = -1;
    do index += by; while (marks[index] && !marks[index].shown);
    choose(index);
  }

  function stepDocument(by) {
    const now = chosen < 0 ? -1 : sections.indexOf(marks[chosen].section);
    const next = sections[now + by];
    if (!next) return;
    next.scrollIntoView();
    const mark = marks.slice(next.first).find((m) => m.section === next && m.shown);
    if (mark) choose(mark.at.index);
  }

  function view(name) {
    // What is read stays where it is on the screen.
    const box = $('text').getBoundingClientRect();
    const block = document.elementsFromPoint(box.left + box.width / 2, innerHeight / 3)
      .find((at) => at.matches('.text > div'));
    const top = block && block.getBoundingClientRect().top;
    document.body.dataset.view = name;
    if (block) scrollBy(0, block.getBoundingClientRect().top - top);
    document.querySelector(`[name=view][value=${name}]`).checked = true;
  }

  function filter() {
    const least = +$('score').value;
    let count = 0;
    for (const mark of marks) {
      const now = kinds.get(mark.code).on && mark.score >= least;
      count += now;
      if (now === mark.shown) continue;
      mark.shown = now;
      mark.at.classList.toggle('off', !now);
    }
    for (const kind of kinds.values()) kind.box.checked = kind.on;
    $('least').textContent = least.toFixed(2);
    $('shown').textContent = count === marks.length ? `${count} decisions` : `${count} of ${marks.length} decisions`;
    showList();
    draw();
  }

  // The strip beside the text: where the marks stand. Drawn by bytes, so it needs no layout.
  const sizes = sections.map((section) => +section.dataset.bytes + 400);
  const total = sizes.reduce((a, b) => a + b, 0) || 1;
  const places = marks.map((mark) => {
    const index = sections.indexOf(mark.section);
    mark.section.offset ??= sizes.slice(0, index).reduce((a, b) => a + b, 0);
    const [begin, end] = mark.at.dataset.b.split('-').map(Number);
    return [(mark.section.offset + begin) / total, (mark.section.offset + end) / total];
  });
  let waiting = false;
  function draw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const map = $('map'), scale = devicePixelRatio || 1;
      if (map.clientHeight === 0) return;
      const width = map.width = map.clientWidth * scale, height = map.height = map.clientHeight * scale;
      const pen = map.getContext('2d'), style = getComputedStyle(document.documentElement);
      const colours = {};
      marks.forEach((mark, i) => {
        if (!mark.shown) return;
        pen.fillStyle = colours[mark.family] ??= style.getPropertyValue(`--${mark.family}-ink`);
        const y = places[i][0] * height;
        pen.fillRect(3 * scale, y, width - 6 * scale, Math.max(1.5 * scale, (places[i][1] - places[i][0]) * height));
      });
      if (chosen >= 0) {
        pen.fillStyle = style.getPropertyValue('--ink');
        pen.fillRect(0, places[chosen][0] * height - scale, width, 3 * scale);
      }
    });
  }
  $('map').addEventListener('click', (event) => {
    const part = event.offsetY / $('map').clientHeight;
    let best = -1;
    places.forEach((place, i) => {
      if (marks[i].shown && (best < 0 || Math.abs(place[0] - part) < Math.abs(places[best][0] - part))) best = i;
    });
    choose(best);
  });
  addEventListener('resize', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  for (const kind of [...kinds.values()].sort((a, b) => b.count - a.count)) {
    const label = make('label', '', {className: 'f-' + kind.family});
    kind.box = make('input', '', {type: 'checkbox', checked: true});
    kind.box.addEventListener('change', () => { kind.on = kind.box.checked; filter(); });
    label.append(kind.box, make('span', `${kind.code} ${kind.count}`));
    $('kinds').append(label);
  }
  const setAll = (on) => { for (const kind of kinds.values()) kind.on = on; filter(); };
  $('all').addEventListener('click', () => setAll(true));
  $('none').addEventListener('click', () => setAll(false));
  $('score').addEventListener('input', filter);
  for (const box of document.querySelectorAll('[name=view]')) box.addEventListener('change', () => view(box.value));

  const markAt = (event) => event.target.closest?.('main [data-r]');
  document.addEventListener('click', (event) => {
    const at = markAt(event);
    if (at && !at.classList.contains('off')) choose(at.index, {here: true});
    const row = event.target.closest?.('#list button');
    if (row) choose(row.index);
  });

  // The reason beside a mark, on hover and on focus.
  const tip = $('tip');
  function point(at) {
    if (!at || at.classList.contains('off') || document.body.dataset.view !== 'both') { tip.hidden = true; return; }
    const mark = marks[at.index];
    tip.replaceChildren(make('b', mark.code), mark.why + (mark.score < 1 ? ` (${mark.score})` : ''));
    tip.hidden = false;
    const box = at.getClientRects()[0] || at.getBoundingClientRect();
    const width = tip.offsetWidth, height = tip.offsetHeight, right = $('text').getBoundingClientRect().right;
    let left = box.right + 12, top = box.top + box.height / 2 - height / 2;  // beside the mark, if it fits
    if (left + width > right) {
      left = box.left;
      top = box.top - height - 8 > 70 ? box.top - height - 8 : box.bottom + 8;
    }
    tip.style.left = Math.max(8, Math.min(left, innerWidth - width - 8)) + 'px';
    tip.style.top = Math.max(8, Math.min(top, innerHeight - height - 8)) + 'px';
  }
  document.addEventListener('mouseover', (event) => point(markAt(event)));
  document.addEventListener('scroll', () => { tip.hidden = true; }, {passive: true});
  document.addEventListener('focusin', (event) => {
    for (const old of document.querySelectorAll('[aria-describedby=tip]')) old.removeAttribute('aria-describedby');
    const at = markAt(event);
    if (at) {
      at.setAttribute('aria-describedby', 'tip');
      requestAnimationFrame(() => point(at));
    } else {
      tip.hidden = true;
    }
  });

  $('keys').addEventListener('click', () => $('help').showModal());
  const keys = {
    j: () => step(1), k: () => step(-1), J: () => stepDocument(1), K: () => stepDocument(-1),
    g: () => choose(list[0]?.at.index), G: () => choose(list[list.length - 1]?.at.index),
    b: () => view('before'), m: () => view('both'), a: () => view('after'),
    x: () => {
      if (chosen < 0) return;
      const alone = [...kinds.values()].every((kind) => kind.on === (kind.code === marks[chosen].code));
      for (const kind of kinds.values()) kind.on = alone || kind.code === marks[chosen].code;
      filter();
    },
    '?': () => $('help').showModal(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $('help').open) return;
    if (event.key === 'Escape') tip.hidden = true;
    const row = event.target.closest?.('#list button');
    if (row && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const next = list[marks[row.index].place + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) choose(next.at.index, {list: true});
      event.preventDefault();
      return;
    }
    if (keys[event.key]) {
      keys[event.key]();
      event.preventDefault();
    }
  });

  filter();
})();
