#include "check/check_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "check/suppressions.h"
#include "core/toml_file.h"
#include "rules/compiled_packs.h"
#include "run/recipe.h"

namespace dechaff::recipe {
namespace {

using check::Level;
using check::Limits;

class SectionReader {
 public:
  SectionReader(const TomlFile& file, const std::vector<RulesFolder>& cue_folders)
      : file_(file), cue_folders_(cue_folders), names_(check::known_rules()) {
    known_.assign(names_.begin(), names_.end());
  }

  /// The section in `from`, if there is one.
  check::Settings read(const toml::table& from) const {
    check::Settings out;
    const toml::node* section = from.get("check");
    if (section == nullptr) return out;
    for (const auto& [key, node] : table(*section, "check")) {
      if (key.str() == "levels") {
        out.levels = levels(node);
      } else if (key.str() == "document") {
        out.document = limits(node, Of::document);
      } else if (key.str() == "total") {
        out.total = limits(node, Of::total);
      } else if (key.str() == "override") {
        const auto* list = node.as_array();
        if (list == nullptr) file_.fail(node.source(), "'override' is written [[check.override]]");
        for (const auto& entry : *list) out.overrides.push_back(override_of(entry));
      } else {
        file_.unknown(key.source(), "key", key.str(), {"levels", "document", "total", "override"});
      }
    }
    return out;
  }

  /// A list of strings.
  std::vector<std::string> texts(const toml::node& node, const std::string& name) const {
    std::vector<std::string> out;
    const auto* list = node.as_array();
    if (list == nullptr || list->empty())
      file_.fail(node.source(), "'" + name + "' is a list of strings");
    for (const auto& entry : *list) {
      const auto text = entry.value_exact<std::string>();
      if (!text) file_.fail(entry.source(), "'" + name + "' is a list of strings");
      out.push_back(*text);
    }
    return out;
  }

 private:
  enum class Of { document, total };

  const toml::table& table(const toml::node& node, const std::string& name) const {
    const auto* out = node.as_table();
    if (out == nullptr) file_.fail(node.source(), "'" + name + "' is a table");
    return *out;
  }

  check::Levels levels(const toml::node& node) const {
    check::Levels out;
    add_levels(table(node, "levels"), {}, out);
    return out;
  }

  /// `teasers.model = "off"` is a table in a table for TOML, "teasers.model" = "off" is not.
  void add_levels(const toml::table& from, const std::string& prefix, check::Levels& out) const {
    for (const auto& [key, value] : from) {
      const std::string name = prefix + std::string(key.str());
      if (const auto* inner = value.as_table()) {
        add_levels(*inner, name + '.', out);
        continue;
      }
      if (std::find(known_.begin(), known_.end(), name) == known_.end() && !names_cue(name))
        file_.unknown(key.source(), "rule", name, known_);
      const auto level = value.value_exact<std::string>();
      if (!level || (*level != "error" && *level != "warning" && *level != "off"))
        file_.fail(value.source(), "a level is \"error\", \"warning\" or \"off\"");
      out.emplace_back(name, *level == "error"     ? Level::error
                             : *level == "warning" ? Level::warning
                                                   : Level::off);
    }
  }

  /// Whether a cue rule has this id, or its id begins so: a pack, or a kind in it.
  bool names_cue(const std::string& name) const {
    const std::size_t dot = name.find('.');
    if (cues_.empty()) {
      for (const RulesFolder& folder : cue_folders_) {
        for (std::string& pack : rules::pack_names(folder)) packs_.insert(std::move(pack));
        for (const rules::Rule& rule : rules::load_folder(folder).rules) cues_.push_back(rule.id);
      }
    }
    if (dot == std::string::npos && packs_.count(name) > 0) return true;
    return std::any_of(cues_.begin(), cues_.end(),
                       [&](const std::string& id) { return check::names_rule(name, id); });
  }

  Limits limits(const toml::node& node, Of what) const {
    Limits out;
    for (const auto& [key, value] : table(node, what == Of::total ? "total" : "document")) {
      const std::string_view name = key.str();
      if (name == "max-dropped-share") {
        out.max_dropped_share = share(value);
      } else if (name == "max-duplicate-share") {
        out.max_duplicate_share = share(value);
      } else if (name == "max-boilerplate-share") {
        out.max_boilerplate_share = share(value);
      } else if (name == "max-repeated-run") {
        out.max_repeated_run = count(value);
      } else if (name == "min-words") {
        out.min_words = count(value);
      } else if (name == "languages" && what == Of::document) {
        out.languages = texts(value, "languages");
      } else {
        file_.unknown(key.source(), "limit", name,
                      {"max-dropped-share", "max-duplicate-share", "max-boilerplate-share",
                       "max-repeated-run", "min-words", "languages"});
      }
    }
    return out;
  }

  double share(const toml::node& node) const {
    const auto value = node.value<double>();
    if (!node.is_number() || !(*value >= 0 && *value <= 1))
      file_.fail(node.source(), "a share is a number from 0 to 1");
    return *value;
  }

  std::uint64_t count(const toml::node& node) const {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 0) file_.fail(node.source(), "this is a whole number, not below 0");
    return static_cast<std::uint64_t>(*value);
  }

  check::Override override_of(const toml::node& node) const {
    check::Override out;
    const toml::table& from = table(node, "override");
    for (const auto& [key, value] : from) {
      if (key.str() == "paths") {
        out.paths = texts(value, "paths");
      } else if (key.str() == "levels") {
        out.levels = levels(value);
      } else if (key.str() == "document") {
        out.document = limits(value, Of::document);
      } else {
        file_.unknown(key.source(), "key", key.str(), {"paths", "levels", "document"});
      }
    }
    if (out.paths.empty()) file_.fail(from.source(), "an override needs 'paths'");
    return out;
  }

  const TomlFile& file_;
  const std::vector<RulesFolder>& cue_folders_;
  mutable std::vector<std::string> cues_;  // ids; read when first needed
  mutable std::set<std::string> packs_;
  std::vector<std::string> names_;
  std::vector<std::string_view> known_;
};

}  // namespace

CheckRecipe load_check(const NamedText& file, const std::vector<RulesFolder>& cue_folders) {
  const TomlFile toml(file);
  const toml::table& root = toml.root();
  CheckRecipe out;
  // More than a [check] section, or nothing at all, is for load() to judge.
  if (root.size() != 1 || !root.contains("check")) out.stages = load(file);
  out.settings = SectionReader(toml, cue_folders).read(root);
  return out;
}

std::optional<ProjectFile> load_project(const NamedText& file,
                                        const std::vector<RulesFolder>& cue_folders) {
  const TomlFile toml(file);
  const toml::table* root = &toml.root();
  const std::filesystem::path path(toml.path());
  if (path.filename() == "pyproject.toml") {
    root = toml.root()["tool"]["dechaff"].as_table();
    if (root == nullptr) return {};
  }
  ProjectFile out;
  const SectionReader section(toml, cue_folders);
  out.settings = section.read(*root);
  for (const auto& [key, value] : *root) {
    const std::string_view name = key.str();
    if (name == "accept") {
      const toml::array* list = value.as_array();
      if (list == nullptr || !list->empty()) out.settings.accept = section.texts(value, "accept");
    } else if (name == "extends" || name == "baseline") {
      const auto text = value.value_exact<std::string>();
      if (!text || text->empty()) toml.fail(value.source(), fmt::format("'{}' is a path", name));
      (name == "extends" ? out.extends : out.baseline) = (path.parent_path() / *text).string();
    } else if (name != "check") {
      toml.unknown(key.source(), "key", name, {"accept", "baseline", "check", "extends"});
    }
  }
  return out;
}

}  // namespace dechaff::recipe
