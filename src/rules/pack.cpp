#include "rules/pack.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/toml_file.h"

namespace dechaff::rules {
namespace {

constexpr std::size_t deepest = 200;  // groups in groups of a pattern: readers of patterns recurse

/// How deep the groups of a pattern are nested, or more. O(n).
std::size_t depth(std::string_view pattern) {
  std::size_t now = 0, most = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '(') {
      most = std::max(most, ++now);
    } else if (pattern[i] == ')' && now > 0) {
      --now;
    }
  }
  return most;
}

/// Reads the tables of one file; knows where it is for every message.
class PackReader {
 public:
  explicit PackReader(NamedText file) : file_(std::move(file)) {}

  Pack read() {
    Pack out;
    for (const auto& [key, node] : file_.root()) {
      if (key.str() == "language") {
        const auto* table = node.as_table();
        if (table == nullptr) fail(node.source(), "'language' is a table");
        out.language = language(*table);
        continue;
      }
      const std::string name(key.str());
      if (name != "rule" && name != "line") fail_key(key, {"language", "line", "rule"});
      const std::string form = "'" + name + "' is written [[" + name + "]]";
      const auto* list = node.as_array();
      if (list == nullptr) fail(node.source(), form);
      for (const auto& entry : *list) {
        const auto* table = entry.as_table();
        if (table == nullptr) fail(entry.source(), form);
        if (name == "rule") {
          out.rules.push_back(rule(*table));
        } else {
          out.lines.push_back(site_line(*table));
        }
      }
    }
    return out;
  }

 private:
  [[noreturn]] void fail(const toml::source_region& at, const std::string& message,
                         const std::string& help = {}) const {
    file_.fail(at, message, help);
  }

  [[noreturn]] void fail_key(const toml::key& key,
                             const std::vector<std::string_view>& known) const {
    file_.unknown(key.source(), "key", key.str(), known);
  }

  std::string string(const toml::node& node, std::string_view key) const {
    const auto value = node.value_exact<std::string>();
    if (!value) fail(node.source(), "'" + std::string(key) + "' is a string");
    return *value;
  }

  std::vector<std::string> texts(const toml::node& node, std::string_view key) const {
    const auto* list = node.as_array();
    if (list == nullptr) fail(node.source(), "'" + std::string(key) + "' is a list of strings");
    std::vector<std::string> out;
    for (const auto& entry : *list) out.push_back(string(entry, key));
    return out;
  }

  std::uint32_t count(const toml::node& node, std::string_view key) const {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > 1000000) {
      fail(node.source(), "'" + std::string(key) + "' is a whole number from 0 to 1000000");
    }
    return static_cast<std::uint32_t>(*value);
  }

  bool truth(const toml::node& node, std::string_view key) const {
    const auto value = node.value_exact<bool>();
    if (!value) fail(node.source(), "'" + std::string(key) + "' is true or false");
    return *value;
  }

  template <class Names>
  std::size_t choice(const toml::node& node, std::string_view name, const Names& names,
                     std::string_view what) const {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) {
      file_.unknown(node.source(), what, name, {names.begin(), names.end()});
    }
    return static_cast<std::size_t>(at - names.begin());
  }

  LanguageInfo language(const toml::table& table) const {
    LanguageInfo out;
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      if (name == "name") {
        out.name = string(node, name);
      } else if (name == "script") {
        out.script = text::script_named(string(node, name));
        if (out.script == 0) {
          fail(node.source(), "'script' is Arab, Cyrl, Hani, Jpan, Kore or Latn");
        }
      } else if (name == "abbreviations") {
        out.abbreviations = texts(node, name);
      } else if (name == "openers") {
        out.openers = texts(node, name);
      } else if (name == "doubles") {
        out.doubles = texts(node, name);
      } else if (name == "suspends") {
        out.suspends = texts(node, name);
      } else if (name == "hyphenated") {
        out.hyphenated = texts(node, name);
      } else if (name == "stray") {
        out.stray = texts(node, name);
      } else {
        fail_key(key, {"name", "script", "abbreviations", "openers", "doubles", "suspends",
                       "hyphenated", "stray"});
      }
    }
    if (out.script == 0) fail(table.source(), "a language needs 'script'");
    return out;
  }

  Zones zones(const toml::node& node, std::string_view key) const {
    Zones out;
    for (const std::string& zone : texts(node, key))
      out.add(static_cast<Zone>(choice(node, zone, zone_names, "zone")));
    return out;
  }

  SiteLine site_line(const toml::table& table) const {
    SiteLine out;
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      if (name == "host") {
        out.host = string(node, name);
      } else if (name == "text") {
        out.text = string(node, name);
      } else if (name == "share") {
        const auto value = node.value<double>();
        if (!value || !(*value >= 0 && *value <= 1))
          fail(node.source(), "'share' is a number from 0 to 1");
        out.share = static_cast<float>(*value);
      } else if (name == "zone") {
        out.zones = zones(node, name);
      } else if (name == "above_text") {
        out.above_text = truth(node, name);
      } else {
        fail_key(key, {"host", "text", "share", "zone", "above_text"});
      }
    }
    for (const auto& [field, value] : {std::pair{"host", &out.host}, {"text", &out.text}}) {
      if (value->empty()) fail(table.source(), "a line needs '" + std::string(field) + "'");
    }
    return out;
  }

  Rule rule(const toml::table& table) const {
    static const std::vector<std::string_view> known = {
        "id",     "kind",    "pattern", "zone", "max_chars", "min_chars", "min_words", "max_words",
        "action", "certain", "meta",    "note", "drops",     "leaves",    "keeps"};
    static const std::vector<std::string_view> actions = {"drop", "strip", "open-tail", "flag"};
    Rule out;
    std::string kind;
    out.place = {file_.path(), table.source().begin.line, table.source().begin.column};
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      if (name == "id") {
        out.id = string(node, name);
      } else if (name == "kind") {
        kind = string(node, name);
        out.kind = static_cast<CueKind>(choice(node, kind, kinds(), "kind"));
      } else if (name == "pattern") {
        out.pattern = string(node, name);
      } else if (name == "zone") {
        out.zones = zones(node, name);
      } else if (name == "action") {
        out.action = static_cast<Action>(choice(node, string(node, name), actions, "action"));
      } else if (name == "max_chars") {
        out.max_chars = count(node, name);
      } else if (name == "min_chars") {
        out.min_chars = count(node, name);
      } else if (name == "min_words") {
        out.min_words = count(node, name);
      } else if (name == "max_words") {
        out.max_words = count(node, name);
      } else if (name == "certain") {
        out.certain = truth(node, name);
      } else if (name == "meta") {
        out.meta = truth(node, name);
      } else if (name == "note") {
        out.note = string(node, name);
      } else if (name == "drops") {
        out.drops = texts(node, name);
      } else if (name == "leaves") {
        out.leaves = texts(node, name);
      } else if (name == "keeps") {
        out.keeps = texts(node, name);
      } else {
        fail_key(key, known);
      }
    }
    for (const auto& [field, value] :
         {std::pair{"id", &out.id}, {"kind", &kind}, {"pattern", &out.pattern}}) {
      if (value->empty()) fail(table.source(), "a rule needs '" + std::string(field) + "'");
    }
    if (depth(out.pattern) > deepest)
      fail(table.source(), "the pattern of '" + out.id + "' has too many groups in one another");
    if (out.drops.size() < 2 || out.keeps.size() < 2) {
      fail(table.source(), "rule '" + out.id + "' needs at least two 'drops' and two 'keeps'");
    }
    if (out.action == Action::strip && out.leaves.size() != out.drops.size()) {
      fail(table.source(),
           "rule '" + out.id + "' strips: 'leaves' says what is left of each of 'drops'");
    }
    return out;
  }

  TomlFile file_;
};

}  // namespace

std::string_view action_name(Action action) {
  static constexpr std::string_view names[] = {"drop", "strip", "open-tail", "flag"};
  return names[static_cast<std::size_t>(action)];
}

Pack load_file(NamedText file) { return PackReader(std::move(file)).read(); }

Pack load_file(const std::string& path) { return load_file(read_named(path)); }

Pack load_folder(const RulesFolder& folder, std::string_view prefix) {
  static constexpr std::string_view no_packs[] = {"/recipes/", "/select/", "/signals/"};
  Pack out;
  std::set<std::string> ids;
  for (const std::string& name : folder.names()) {
    const bool other = std::any_of(
        std::begin(no_packs), std::end(no_packs),
        [&](std::string_view part) { return ('/' + name).find(part) != std::string::npos; });
    if (!name.starts_with(prefix) || !name.ends_with(".toml") || other) continue;
    Pack pack = load_file(folder.read(name));
    if (!pack.lines.empty())
      throw Error({folder.path_of(name)}, "a folder of rules holds no [[line]]", {},
                  "lines of sites are for 'dechaff boilerplate --pack FILE'");
    if (pack.language) out.language = std::move(pack.language);
    for (Rule& rule : pack.rules) {
      if (!ids.insert(rule.id).second)
        throw Error(rule.place, "rule '" + rule.id + "' is there twice");
      out.rules.push_back(std::move(rule));
    }
  }
  return out;
}

void add_rules(std::vector<Rule>& all, std::vector<Rule> more) {
  std::set<std::string_view> ids;
  for (const Rule& rule : more) ids.insert(rule.id);
  std::erase_if(all, [&](const Rule& rule) { return ids.count(rule.id) > 0; });
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace dechaff::rules
