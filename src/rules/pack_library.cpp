#include "rules/pack_library.h"

#include <algorithm>
#include <bit>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

namespace dechaff::rules {
namespace {

namespace fs = std::filesystem;

constexpr PackMask users_bit = PackMask{1} << 63U;
constexpr std::size_t most_packs = 63;
constexpr int packs_of_one_set =
    5;  // beyond that, compiling them together costs more than it saves

PackMask bit(std::size_t index) { return PackMask{1} << index; }

}  // namespace

/// What was read and compiled so far; all of it behind one mutex.
struct PackLibrary::Loaded {
  std::mutex mutex;
  std::vector<std::optional<std::vector<Rule>>> rules;  // by pack; the user's stand last
  std::vector<std::optional<LanguageInfo>> languages;
  std::vector<std::unique_ptr<text::Abbreviations>> abbreviations;
  std::map<PackMask, std::unique_ptr<RuleSet>> compiled;
  std::map<PackMask, std::vector<const RuleSet*>> chosen;
};

PackLibrary::PackLibrary(std::string folder, Choice choice)
    : folder_(std::move(folder)), choice_(std::move(choice)), loaded_(std::make_unique<Loaded>()) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name != "recipes" && name != "models") languages_.push_back(name);
  }
  if (error) throw Error({folder_}, "cannot be read: " + error.message());
  std::sort(languages_.begin(), languages_.end());
  if (languages_.size() > most_packs) throw Error({folder_}, "holds more than 63 packs");
  loaded_->rules.resize(languages_.size() + 1);
  loaded_->languages.resize(languages_.size());
  loaded_->abbreviations.resize(languages_.size());
  std::vector<Rule>& users = loaded_->rules.back().emplace();
  for (const std::string& path : choice_.user_folders) {
    for (Rule& rule : load_directory(path).rules) users.push_back(std::move(rule));
  }
  always_ = of_language("und") | of_language("en");
  if (!users.empty()) {
    always_ |= users_bit;
    for (const RuleSet* set : sets(users_bit)) set->compile_all();  // a mistake is told at once
  }
}

PackLibrary::~PackLibrary() = default;

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
  const std::scoped_lock lock(loaded_->mutex);
  PackMask out = 0;
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    const std::string path = folder_ + '/' + languages_[i] + "/language.toml";
    std::optional<LanguageInfo>& info = loaded_->languages[i];
    std::error_code error;
    if (!info && fs::exists(path, error)) info = load_file(path).language;
    if (!info) info.emplace();
    // Kana and Han together are Japanese, Han alone is Chinese.
    if ((info->script & scripts) == info->script && info->script != 0) out |= bit(i);
  }
  return out;
}

const std::vector<const RuleSet*>& PackLibrary::sets(PackMask packs) const {
  const std::scoped_lock lock(loaded_->mutex);
  const auto place = loaded_->chosen.try_emplace(packs);
  const auto at = place.first;
  if (!place.second) return at->second;
  const auto rules_of = [&](std::size_t i) -> const std::vector<Rule>& {
    std::optional<std::vector<Rule>>& rules = loaded_->rules[i];
    if (rules) return *rules;
    rules = load_directory(folder_ + '/' + languages_[i]).rules;
    const auto listed = [](const std::vector<std::string>& list, const std::string& name) {
      return std::find(list.begin(), list.end(), name) != list.end();
    };
    std::erase_if(*rules, [&](const Rule& rule) {
      return listed(choice_.without_rules, rule.id) ||
             (!choice_.only_kinds.empty() && !listed(choice_.only_kinds, rule.kind));
    });
    return *rules;
  };
  const auto compile = [&](PackMask group) {
    std::unique_ptr<RuleSet>& set = loaded_->compiled[group];
    if (!set) {
      std::vector<Rule> rules;
      for (PackMask rest = group; rest != 0; rest &= rest - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(rest));
        const std::vector<Rule>& more = rules_of(i == 63 ? languages_.size() : i);
        rules.insert(rules.end(), more.begin(), more.end());
      }
      set = std::make_unique<RuleSet>(std::move(rules));
    }
    at->second.push_back(set.get());
  };
  try {
    if (std::popcount(packs) <= packs_of_one_set) {
      compile(packs);
    } else {
      const PackMask base = packs & always_;
      if (base != 0) compile(base);
      for (PackMask rest = packs & ~base; rest != 0; rest &= rest - 1) compile(rest & (~rest + 1));
    }
  } catch (...) {
    loaded_->chosen.erase(at);
    throw;
  }
  return at->second;
}

const LanguageInfo* PackLibrary::language(std::string_view pack) const {
  const auto at = std::find(languages_.begin(), languages_.end(), pack);
  if (at == languages_.end()) return nullptr;
  of_scripts(0);  // reads what the packs say of their languages
  return &*loaded_->languages[static_cast<std::size_t>(at - languages_.begin())];
}

const text::Abbreviations* PackLibrary::abbreviations(std::string_view language) const {
  const PackMask packs = of_language(language);
  if (packs == 0) return nullptr;
  const auto i = static_cast<std::size_t>(std::countr_zero(packs));
  of_scripts(0);  // reads what the packs say of their languages
  const std::scoped_lock lock(loaded_->mutex);
  std::unique_ptr<text::Abbreviations>& out = loaded_->abbreviations[i];
  if (!out) out = std::make_unique<text::Abbreviations>(loaded_->languages[i]->abbreviations);
  return out.get();
}

}  // namespace dechaff::rules
