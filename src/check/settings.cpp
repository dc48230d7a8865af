#include "check/settings.h"

#include <algorithm>

#include "check/glob.h"
#include "check/suppressions.h"
#include "core/filter.h"
#include "rules/pack.h"

namespace dechaff::check {

void Limits::merge(const Limits& over) {
  const auto take = [](auto& mine, const auto& theirs) {
    if (theirs) mine = theirs;
  };
  take(max_dropped_share, over.max_dropped_share);
  take(max_duplicate_share, over.max_duplicate_share);
  take(max_boilerplate_share, over.max_boilerplate_share);
  take(max_repeated_run, over.max_repeated_run);
  take(min_words, over.min_words);
  if (!over.languages.empty()) languages = over.languages;
}

void Settings::merge(const Settings& over) {
  levels.insert(levels.end(), over.levels.begin(), over.levels.end());
  document.merge(over.document);
  total.merge(over.total);
  overrides.insert(overrides.end(), over.overrides.begin(), over.overrides.end());
  accept.insert(accept.end(), over.accept.begin(), over.accept.end());
}

PathSettings::PathSettings(const Settings& settings, std::string_view path)
    : limits(settings.document), accept_(settings.accept) {
  const auto add = [&](const Levels& levels) {
    for (const auto& [name, level] : levels) levels_.emplace_back(name, level);
  };
  add(settings.levels);
  for (const Override& over : settings.overrides) {
    bool meant = false;
    for (const std::string& pattern : over.paths) meant = meant || names_path(pattern, path);
    if (!meant) continue;
    add(over.levels);
    limits.merge(over.document);
  }
}

Level PathSettings::level(std::string_view rule, std::string_view cue) const {
  Level out = Level::warning;
  std::size_t longest = 0;
  const auto look = [&](std::string_view code) {
    bool found = false;
    for (const auto& [name, level] : levels_) {
      if (name.size() < longest || !names_rule(name, code)) continue;
      longest = name.size();
      out = level;
      found = true;
    }
    return found;
  };
  if (cue.empty() || !look(cue)) look(rule);
  return out;
}

bool PathSettings::accepts(std::string_view text) const {
  return std::any_of(accept_.begin(), accept_.end(), [&](const std::string& words) {
    return text.find(words) != std::string_view::npos;
  });
}

const std::vector<OwnRule>& own_rules() {
  static const std::vector<OwnRule> rules = {
      {"check.invalid-utf8", "bytes that are not UTF-8"},
      {"check.truncated", "the text ends in the middle"},
      {"check.merge-conflict", "a merge that was not resolved"},
      {"check.bidi", "a character that turns the direction of the text around"},
      {"check.pasted-twice", "a paragraph that the document has already"},
      {"check.doubled-word", "a word twice in a row"},
      {"check.tracking", "a link that tells where its reader came from"},
      {"check.alt-text", "an image described by the name of its file"},
      {"check.todo", "a note to finish this: TODO, TBD, FIXME, XXX"},
      {"check.no-heading", "a long text without a heading"},
      {"check.min-words", "fewer words than asked for"},
      {"check.language", "another language than expected"},
      {"check.dropped-share", "the recipe would drop too much"},
      {"check.duplicate-share", "too much is said twice"},
      {"check.boilerplate-share", "too much is not the document's own text"},
      {"check.repeated-run", "too long a run of repeats"},
      {"check.suppression", "a comment that names no rule"}};
  return rules;
}

std::vector<std::string> known_rules() {
  std::vector<std::string> out = {"check"};
  for (const OwnRule& rule : own_rules()) out.emplace_back(rule.code);
  for (const FilterInfo& info : filters()) {
    out.emplace_back(info.name);
    for (const Reason& reason : info.reasons) out.emplace_back(reason.code);
  }
  for (const std::string_view kind : rules::kinds())
    out.push_back("boilerplate." + std::string(kind));
  return out;
}

std::string summary_of(std::string_view rule) {
  for (const OwnRule& own : own_rules()) {
    if (own.code == rule) return std::string(own.summary);
  }
  for (const FilterInfo& info : filters()) {
    for (const Reason& reason : info.reasons) {
      if (reason.code == rule) return std::string(reason.why);
    }
  }
  for (const std::string_view kind : rules::kinds()) {
    if (rule != "boilerplate." + std::string(kind)) continue;
    const rules::CueTraits& traits = rules::traits_of(*rules::kind_named(kind));
    if (traits.is(rules::Trait::reported)) return std::string(traits.reason.why);
    return "a line of the kind '" + std::string(kind) + "': not the document's own text";
  }
  return {};
}

}  // namespace dechaff::check
