// The HTML views as a person uses them. node test.mjs PROJECT [--pictures]
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from 'playwright-core';

const [project, option] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'dechaff-html-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
let passed = 0, failed = 0;
function check(what, holds, seen = '') {
  if (holds) { passed += 1; return; }
  failed += 1;
  console.log(`FAILED: ${what} ${seen}`);
}
function dechaff(...args) {
  const file = join(folder, `${args[0]}-${passed + failed}.html`);
  execFileSync(join(project, 'build/dechaff'), [...args, '-o', file], {cwd: project, stdio: ['ignore', 'pipe', 'inherit']});
  return file;
}
async function open(file, scheme = 'light', size = {width: 1440, height: 900}) {
  const context = await browser.newContext({viewport: size, colorScheme: scheme, bypassCSP: false});
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(error.message));
  page.on('console', (line) => { if (line.type() === 'error') page.errors.push(line.text()); });
  page.on('request', (request) => { if (!request.url().startsWith('file:')) page.errors.push('asks for ' + request.url()); });
  await page.goto('file://' + file);
  return page;
}
/// Serious findings of axe-core. It is put in by the debugger, past the page's own policy.
async function serious(page) {
  const session = await page.context().newCDPSession(page);
  const run = async (expression) => (await session.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true})).result.value;
  await run(axe);
  const found = await run(`axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 150)]))`);
  if (!Array.isArray(found)) return ['axe did not run'];
  return found.filter(([impact]) => impact === 'serious' || impact === 'critical').map(String);
}
const visibleText = (page) => page.evaluate(() => document.querySelector('.text').innerText);
const chosen = (page) => page.evaluate(() => document.querySelector('.text .on')?.textContent.trim());

async function explain() {
  const sample = 'samples/pages/en-news-mill.txt';
  const text = readFileSync(join(project, sample), 'utf8');
  const file = dechaff('explain', '--html', sample);
  for (const scheme of ['light', 'dark']) {
    const page = await open(file, scheme);
    check(`explain, ${scheme}: no errors`, page.errors.length === 0, page.errors.join('; '));
    const found = await serious(page);
    check(`explain, ${scheme}: axe-core`, found.length === 0, found.join('; '));
    await page.context().close();
  }
  const page = await open(file);
  check('the document stands in the page byte for byte', await page.evaluate(() => document.querySelector('.text').textContent) === text);
  check('the list has a row a mark', await page.locator('#list button').count() === await page.locator('main [data-r]').count());

  await page.keyboard.press('j');
  check('j chooses the first mark', await chosen(page) === 'Skip to content', await chosen(page));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  check('j goes on', await chosen(page) === 'Subscribe to our newsletter', await chosen(page));
  await page.keyboard.press('k');
  check('k goes back', (await chosen(page)).startsWith('Home'), await chosen(page));
  check('the reason is told', (await page.locator('#detail').innerText()).includes('en.navigation'));
  check('the reason stands beside the focused mark', await page.locator('#tip').isVisible());
  check('the focused mark is described', await page.evaluate(() => document.activeElement.getAttribute('aria-describedby')) === 'tip');
  check('the list follows', (await page.locator('#list [aria-current]').innerText()).includes('Home'));
  await page.keyboard.press('G');
  check('G chooses the last mark', (await chosen(page)).startsWith('©'), await chosen(page));

  await page.keyboard.press('a');
  const clean = execFileSync(join(project, 'build/dechaff'), ['run', '-q', sample], {cwd: project, encoding: 'utf8'});
  check('after: the cleaned text', (await visibleText(page)).trimEnd() === clean.trimEnd());
  await page.keyboard.press('b');
  check('before: the original', (await visibleText(page)).trimEnd() === text.trimEnd());
  await page.locator('[name=view][value=both]').click();
  check('a click on Marked shows the marks', await page.evaluate(() => document.body.dataset.view) === 'both');

  const all = await page.locator('#list button').count();
  await page.locator('#kinds input').first().click();
  check('a kind can be left out', await page.locator('#list button').count() < all);
  check('its marks are plain', await page.locator('.text .off').count() === all - await page.locator('#list button').count());
  await page.locator('#all').click();
  check('All brings it back', await page.locator('#list button').count() === all);
  await page.locator('#score').fill('0.999');
  const left = await page.locator('#list button').count();
  check('the score filters', left > 0 && left < all, String(left));
  await page.locator('#score').fill('0');
  await page.keyboard.press('Escape');
  await page.locator('#list button').nth(3).click();
  check('a row chooses its mark', await chosen(page) === 'By Ada Verne | 12 May 2021', await chosen(page));
  await page.keyboard.press('x');
  check('x leaves one kind', (await page.locator('#list button i').allInnerTexts()).every((t) => t === 'boilerplate.byline'));
  await page.keyboard.press('x');
  await page.locator('#list button').first().focus();
  await page.keyboard.press('ArrowDown');
  check('arrows move in the list', await page.evaluate(() => document.activeElement.closest('#list') !== null));
  await page.locator('.text del').nth(1).click();
  check('a click chooses a mark', (await chosen(page)).startsWith('Home'));
  await page.locator('.text del').nth(4).hover();
  check('the reason shows on hover', (await page.locator('#tip').innerText()).includes('boilerplate.'));
  await page.keyboard.press('?');
  check('? opens the keys', await page.locator('#help').isVisible());
  await page.keyboard.press('Escape');
  check('Escape closes them', !await page.locator('#help').isVisible());
  check('no errors in the end', page.errors.length === 0, page.errors.join('; '));
  await page.context().close();

  const narrow = await open(file, 'light', {width: 420, height: 800});
  check('no sideways scrolling on a phone', await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await narrow.context().close();
}

async function injection() {
  const bad = '<script>window.bad = 1</script><img src=x onerror="window.bad = 2">';
  const records = [{id: bad, text: `Share on Facebook ${bad}\n${bad}\n"quoted" & 'so'\nShare on Facebook\n`},
    {id: '</section></main>', text: '</div></section></script><style>*{display:none}</style>\nBy Ada Verne\n'}];
  const input = join(folder, 'a<b onclick=window.bad=3>.jsonl');
  writeFileSync(input, records.map((record) => JSON.stringify(record)).join('\n') + '\n');
  const page = await open(dechaff('explain', '--html', input));
  check('nothing of a document runs', await page.evaluate(() => window.bad) === undefined);
  check('nothing of a document is an element', await page.locator('main img, main style, [onclick]').count() === 0);
  check('each document is a section', await page.locator('main > section').count() === 2);
  const texts = await page.locator('.text').evaluateAll((all) => all.map((at) => at.textContent));
  check('their texts are whole', texts.every((text, i) => text === records[i].text), JSON.stringify(texts));
  check('no errors', page.errors.length === 0, page.errors.join('; '));
  // What would run without escapes does not even then: the page's policy knows its own script only.
  await page.evaluate(() => { const at = document.createElement('div'); at.innerHTML = '<img src=x onerror="window.bad = 4">'; document.body.append(at); });
  await page.waitForTimeout(100);
  check('the policy stops handlers', await page.evaluate(() => window.bad) === undefined);
  await page.context().close();
}

async function diff() {
  const sample = 'samples/pages/mt-tea-garden.txt';
  const file = join(folder, 'diff.html');
  try {
    execFileSync(join(project, 'build/dechaff'), ['diff', '--html', 'careful', 'strict', sample, '-o', file], {cwd: project});
    check('diff exits with 1 where something differs', false);
  } catch (error) {
    check('diff exits with 1 where something differs', error.status === 1, String(error.status));
  }
  for (const scheme of ['light', 'dark']) {
    const page = await open(file, scheme);
    const found = await serious(page);
    check(`diff, ${scheme}: axe-core`, found.length === 0, found.join('; '));
    await page.context().close();
  }
  const page = await open(file);
  for (const [key, recipe] of [['b', 'careful'], ['a', 'strict']]) {
    await page.keyboard.press(key);
    const clean = execFileSync(join(project, 'build/dechaff'), ['run', recipe, '-q', sample], {cwd: project, encoding: 'utf8'});
    check(`diff: the side of ${recipe} is its text`, (await visibleText(page)).trimEnd() === clean.trimEnd());
  }
  await page.keyboard.press('j');
  check('diff: j chooses what only one side removes', (await page.locator('#detail').innerText()).includes('only strict'));
  check('diff: no errors', page.errors.length === 0, page.errors.join('; '));
  await page.context().close();
}

async function large() {
  const pages = readdirSync(join(project, 'samples/pages')).filter((name) => !name.includes('expected')).sort()
    .map((name) => readFileSync(join(project, 'samples/pages', name), 'utf8'));
  const input = join(folder, 'large.txt');
  let text = '', size = 0;
  for (let n = 0; size < 5e6; ++n) {
    text += pages[n % pages.length] + '\n';
    size += Buffer.byteLength(pages[n % pages.length]) + 1;
  }
  writeFileSync(input, text);
  const file = dechaff('explain', '--html', input);
  const begin = Date.now();
  const view = await open(file);
  const marks = await view.locator('main [data-r]').count();
  const opened = Date.now() - begin;
  const timed = (key) => view.evaluate(async (name) => {
    const from = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true}));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return Math.round(performance.now() - from);
  }, key);
  const steps = {j: await timed('j'), G: await timed('G')};
  check('the last mark of a large page can be reached', await view.evaluate(() => {
    const box = document.querySelector('.text .on').getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }));
  for (const key of 'am') steps[key] = await timed(key);
  console.log(`5 MB, ${marks} marks: opened in ${opened} ms; keys take ${JSON.stringify(steps)} ms`);
  await view.context().close();
}

async function pictures() {
  const page = await open(dechaff('explain', '--html', 'samples/pages/en-news-mill.txt'), 'light', {width: 1280, height: 800});
  for (const key of 'jjjjjjjj') await page.keyboard.press(key);
  await page.waitForTimeout(300);
  await page.screenshot({path: join(project, 'docs/explain.png')});
  await page.context().close();
  const file = join(folder, 'pictures.html');
  spawnSync(join(project, 'build/dechaff'), ['diff', '--html', 'careful', 'strict', '-o', file, 'samples/pages/mt-tea-garden.txt',
    'samples/pages/mt-metro-bridge.txt', 'samples/pages/en-news-reservoir.txt'], {cwd: project});
  const dark = await open(file, 'dark', {width: 1280, height: 800});
  await dark.keyboard.press('j');
  await dark.waitForTimeout(300);
  await dark.screenshot({path: join(project, 'docs/diff.png')});
  await dark.context().close();
}

await explain();
await injection();
await diff();
await large();
if (option === '--pictures') await pictures();
await browser.close();
rmSync(folder, {recursive: true});
console.log(`html: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
