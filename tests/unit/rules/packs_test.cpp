// The packs that come with the program: their examples notice a broken pattern.

#include <algorithm>
#include <random>

#include "catch.h"
#include "rules/check.h"
#include "text/utf8.h"

using namespace dechaff;
using namespace dechaff::rules;

namespace {

bool examples_fail(Rule rule) {
  const RuleSet alone({std::move(rule)});
  return !check_examples(alone).failures.empty();
}

/// `pattern` with one literal letter of it changed, the `n`th modulo their number; the same when it
/// has none; or one `\d` of it turned into `\D`. What stands in classes and group heads is no
/// literal.
std::string with_letter_changed(const std::string& pattern, std::size_t n) {
  std::vector<std::size_t> letters;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      if (pattern.compare(i + 1, 1, "d") == 0 && !in_class) letters.push_back(i + 1);
      if (pattern.compare(i + 1, 2, "p{") == 0) i = pattern.find('}', i);
      ++i;
    } else if (c == '(' && pattern.compare(i, 2, "(?") == 0) {
      i = pattern.find_first_of(":)>", i);
    } else if (c == '[' || c == ']') {
      in_class = c == '[';
    } else if (!in_class && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (static_cast<unsigned char>(c) >= 0xC0))) {
      letters.push_back(i);
    }
  }
  std::string out = pattern;
  if (!letters.empty()) {
    const std::size_t at = letters[n % letters.size()];
    const bool digit = at > 0 && out[at - 1] == '\\';  // \d becomes \D
    out.replace(at, text::decode(out, at).bytes, digit ? "D" : "\x01");
  }
  return out;
}

}  // namespace

TEST_CASE("a pattern that matches nothing, or everything, fails its examples") {
  for (const Rule& rule : load_folder(RulesFolder()).rules) {
    INFO(rule.id);
    Rule nothing = rule;
    nothing.pattern = "[^\\s\\S]";
    CHECK(examples_fail(nothing));
    Rule everything = rule;
    everything.pattern = rule.action == Action::strip ? "^(.*)$" : "";
    CHECK(examples_fail(everything));
  }
}

TEST_CASE("30 rules at random: a pattern whose first words are broken fails its examples") {
  const std::vector<Rule> rules = load_folder(RulesFolder()).rules;
  std::mt19937 random(20261124);
  std::size_t tried = 0;
  for (std::size_t draw = 0; tried < 30 && draw < 1000; ++draw) {
    Rule rule = rules[random() % rules.size()];
    if (with_letter_changed(rule.pattern, 0) == rule.pattern) continue;  // nothing to change
    ++tried;
    INFO(rule.id);
    // One letter after the other, until one is of an alternative that an example needs.
    bool noticed = false;
    for (std::size_t n = 0; n < 400 && !noticed; ++n) {
      Rule broken = rule;
      broken.pattern = with_letter_changed(rule.pattern, n);
      noticed = examples_fail(std::move(broken));
    }
    CHECK(noticed);
  }
  CHECK(tried == 30);
}

TEST_CASE("a set finds what its patterns match, one by one") {
  const RuleSet set(load_folder(RulesFolder()).rules);
  std::vector<std::string> lines;
  for (const Rule& rule : set.rules()) {
    lines.push_back(rule.drops.front());
    lines.push_back(rule.keeps.front());
  }
  std::size_t found = 0;
  for (std::size_t i = 0; i < lines.size(); i += 7) {  // a seventh takes a second
    std::vector<Hit> hits;
    const LineSize size = measure_line(lines[i]);
    set.match(lines[i], size.chars, size.words, ~PackMask{0}, hits);
    found += hits.size();
    for (const RuleMatch& match : matches_of(set, lines[i])) {
      INFO(match.rule->id << ": " << lines[i]);
      const bool hit =
          std::any_of(hits.begin(), hits.end(), [&](const Hit& h) { return h.rule == match.rule; });
      CHECK((hit || match.rule->action == Action::strip) ==
            (match.fits || hit || match.rule->action == Action::strip));
    }
  }
  CHECK(found > 100);
}
