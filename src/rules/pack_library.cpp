#include "rules/pack_library.h"

#include <algorithm>

#include "core/built_in.h"
#include "core/error.h"
#include "rules/compiled_packs.h"

namespace dechaff::rules {
namespace {

constexpr std::uint8_t users_pack = most_packs;

PackMask bit(std::size_t index) { return PackMask{1} << index; }

bool listed(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool has_rule(const RuleSet& set, const std::string& id) {
  const auto at =
      std::lower_bound(set.rules().begin(), set.rules().end(), id,
                       [](const Rule& rule, const std::string& x) { return rule.id < x; });
  return at != set.rules().end() && at->id == id;
}

}  // namespace

struct PackLibrary::Loaded {
  AllPacks packs;
  text::AbbreviationTable abbreviations;
  std::vector<bool> silent;  // the rules that are left out or replaced; empty when none is
};

PackLibrary::PackLibrary(RulesFolder folder, Choice choice)
    : folder_(std::move(folder)), choice_(std::move(choice)), languages_(pack_names(folder_)) {
  if (languages_.size() > most_packs)
    throw Error({folder_.path_of("")}, "holds more than 63 packs");
  always_ = of_language("und") | of_language("en");
  std::vector<Rule> users;
  for (const std::string& path : choice_.user_folders) {
    add_rules(users, load_folder(RulesFolder(path)).rules);
  }
  for (Rule& rule : users) rule.pack = users_pack;
  if (users.empty()) return;
  always_ |= bit(users_pack);
  users_ = std::make_unique<RuleSet>(std::move(users));
  users_->compile_all();  // a mistake is told at once
}

PackLibrary::~PackLibrary() = default;

const PackLibrary::Loaded& PackLibrary::loaded() const {
  std::call_once(once_, [this] {
    auto out = std::make_unique<Loaded>();
    std::optional<AllPacks> compiled;
    if (folder_.built_in()) compiled = read_compiled(built_in::packs(), folder_);
    out->packs = compiled ? std::move(*compiled) : parse_packs(folder_);
    for (std::size_t i = 0; i < out->packs.languages.size(); ++i)
      out->abbreviations.add(out->packs.languages[i].abbreviations, bit(i));
    if (users_ || !choice_.without_rules.empty() || !choice_.only_kinds.empty()) {
      for (const Rule& rule : out->packs.rules->rules()) out->silent.push_back(is_silent(rule));
    }
    loaded_ = std::move(out);
  });
  return *loaded_;
}

bool PackLibrary::is_silent(const Rule& rule) const {
  return listed(choice_.without_rules, rule.id) ||
         (!choice_.only_kinds.empty() &&
          !listed(choice_.only_kinds, std::string(name_of(rule.kind)))) ||
         (users_ && has_rule(*users_, rule.id));
}

PackMask PackLibrary::of_language(std::string_view language) const {
  PackMask out = 0;
  for (; out == 0 && !language.empty();
       language = language.substr(0, std::min(language.rfind('-'), language.size()))) {
    for (std::size_t i = 0; i < languages_.size(); ++i) {
      const std::string_view name = languages_[i];
      if (name == language || (name.starts_with("mt-") && name.substr(3).starts_with(language) &&
                               name.substr(3 + language.size()).starts_with('-'))) {
        out |= bit(i);
      }
    }
    if (language.find('-') == std::string_view::npos) break;
  }
  return out;
}

PackMask PackLibrary::of_scripts(text::ScriptSet scripts) const {
  PackMask out = 0;
  const std::vector<LanguageInfo>& languages = loaded().packs.languages;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    // Kana and Han together are Japanese, Han alone is Chinese.
    const text::ScriptSet script = languages[i].script;
    if ((script & scripts) == script && script != 0) out |= bit(i);
  }
  return out;
}

const RuleSet& PackLibrary::rules() const { return *loaded().packs.rules; }

PackLibrary::Matcher::Matcher(const PackLibrary& library, PackMask packs)
    : library_(library), rules_(library.rules(), packs) {
  if (library.users_) users_.emplace(*library.users_, packs);
}

void PackLibrary::Matcher::match(std::string_view line, std::uint32_t chars, std::uint32_t words,
                                 std::vector<Hit>& hits) {
  const auto before = static_cast<std::ptrdiff_t>(hits.size());
  rules_.match(line, chars, words, hits);
  if (const std::vector<bool>& silent = library_.loaded().silent; !silent.empty()) {
    const Rule* const first = library_.rules().rules().data();
    const auto is_silent = [&](const Hit& hit) {
      return silent[static_cast<std::size_t>(hit.rule - first)];
    };
    hits.erase(std::remove_if(hits.begin() + before, hits.end(), is_silent), hits.end());
  }
  if (!users_) return;
  users_->match(line, chars, words, hits);
  std::stable_sort(hits.begin() + before, hits.end(),
                   [](const Hit& a, const Hit& b) { return a.rule->id < b.rule->id; });
}

const LanguageInfo* PackLibrary::language(std::string_view pack) const {
  const auto at = std::find(languages_.begin(), languages_.end(), pack);
  if (at == languages_.end()) return nullptr;
  return &loaded().packs.languages[static_cast<std::size_t>(at - languages_.begin())];
}

const text::AbbreviationTable& PackLibrary::abbreviations() const { return loaded().abbreviations; }

PackMask PackLibrary::abbreviations_of(std::string_view language) const {
  const PackMask packs = of_language(language);
  return packs & (~packs + 1);  // the first one
}

}  // namespace dechaff::rules
