#include "run/recipe.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "core/error.h"
#include "core/toml_file.h"

namespace dechaff::recipe {
namespace {

class RecipeReader {
 public:
  explicit RecipeReader(NamedText file) : file_(std::move(file)) {}

  std::vector<StageSpec> read() {
    std::vector<StageSpec> out;
    for (const auto& [key, node] : file_.root()) {
      if (key.str() == "check") continue;  // of no concern to a run: check_section.h
      if (key.str() != "stage") file_.unknown(key.source(), "key", key.str(), {"stage", "check"});
      const auto* list = node.as_array();
      if (list == nullptr) file_.fail(node.source(), "'stage' is written [[stage]]");
      for (const auto& entry : *list) {
        const auto* table = entry.as_table();
        if (table == nullptr) file_.fail(entry.source(), "'stage' is written [[stage]]");
        out.push_back(stage(*table));
      }
    }
    if (out.empty()) throw Error({file_.path()}, "a recipe needs at least one [[stage]]");
    return out;
  }

 private:
  StageSpec stage(const toml::table& table) const {
    const toml::node* name = table.get("filter");
    if (name == nullptr || !name->is_string()) file_.fail(table.source(), "a stage needs 'filter'");
    StageSpec out;
    out.filter = *name->value<std::string>();
    const FilterInfo* info = find_filter(out.filter);
    if (info == nullptr) {
      std::vector<std::string_view> names;
      for (const FilterInfo& f : filters()) names.push_back(f.name);
      file_.unknown(name->source(), "filter", out.filter, names);
    }
    const std::unique_ptr<Filter> filter = info->make();
    Params params;
    filter->declare(params);
    std::vector<std::string_view> known = {"filter", "warn-above"};
    for (const Param& p : params.list) known.push_back(p.name);
    for (const auto& [key, node] : table) {
      if (key.str() == "filter") continue;
      if (key.str() == "warn-above") {
        const auto share = node.value<double>();
        if (!share || *share < 0 || *share > 1)
          file_.fail(node.source(), "'warn-above' is a share from 0 to 1");
        out.warn_above = *share;
        continue;
      }
      const auto param =
          std::find_if(params.list.begin(), params.list.end(),
                       [name = key.str()](const Param& p) { return p.name == name; });
      if (param == params.list.end()) file_.unknown(key.source(), "setting", key.str(), known);
      const std::string value = text_of(node);
      try {
        set_from_text(*param, value);
      } catch (const std::invalid_argument& e) {
        file_.fail(node.source(), e.what());
      }
      out.settings.emplace_back(key.str(), value);
    }
    return out;
  }

  std::string text_of(const toml::node& node) const {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto truth = node.value_exact<bool>()) return *truth ? "true" : "false";
    if (node.is_number()) {
      std::ostringstream out;
      out.imbue(std::locale::classic());
      node.visit([&](const auto& v) {
        if constexpr (toml::is_number<decltype(v)>) out << v.get();
      });
      return out.str();
    }
    file_.fail(node.source(), "a setting is a string, a number, true or false");
  }

  TomlFile file_;
};

constexpr std::string_view folder_of_recipes = "recipes/";

std::string file_of(const std::string& name) {
  return std::string(folder_of_recipes) + name + ".toml";
}

}  // namespace

std::vector<StageSpec> load(const NamedText& file) { return RecipeReader(file).read(); }

NamedText read(const std::string& name, const RulesFolder& folder) {
  if (name.find('/') != std::string::npos || name.ends_with(".toml")) return read_named(name);
  const std::string file = file_of(name);
  if (folder.holds(file)) return folder.read(file);
  if (is_built_in(name)) return RulesFolder().read(file);
  const std::vector<std::string> names = built_in_names();
  std::string all;
  for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
  const std::string_view near = nearest(name, names);
  throw Error({}, "no recipe is called '" + name + "'; built in: " + all, {},
              near.empty() ? "a recipe of your own is named by its file, e.g. ./my.toml"
                           : "did you mean '" + std::string(near) + "'?");
}

std::vector<StageSpec> find(const std::string& name, const RulesFolder& folder) {
  return load(read(name, folder));
}

std::vector<std::string> built_in_names() {
  std::vector<std::string> out;
  for (const std::string& file : RulesFolder().names()) {
    if (!file.starts_with(folder_of_recipes) || !file.ends_with(".toml")) continue;
    out.push_back(file.substr(folder_of_recipes.size()));
    out.back().resize(out.back().size() - std::string_view(".toml").size());
  }
  return out;
}

bool is_built_in(const std::string& name) { return RulesFolder().holds(file_of(name)); }

void override_setting(std::vector<StageSpec>& stages, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  const std::size_t dot = assignment.find('.');
  if (equals == std::string::npos || dot == std::string::npos || dot > equals) {
    throw Error({}, "--set takes FILTER.SETTING=VALUE, not '" + assignment + "'");
  }
  const std::string filter = assignment.substr(0, dot);
  bool found = false;
  for (StageSpec& stage : stages) {
    if (stage.filter != filter) continue;
    stage.settings.emplace_back(assignment.substr(dot + 1, equals - dot - 1),
                                assignment.substr(equals + 1));
    found = true;
  }
  if (!found) throw Error({}, "the recipe has no stage '" + filter + "'");
}

std::string print(const std::vector<StageSpec>& stages) {
  std::string out;
  for (const StageSpec& spec : stages) {
    out += out.empty() ? "[[stage]]\n" : "\n[[stage]]\n";
    out += "filter = \"" + spec.filter + "\"\n";
    const std::unique_ptr<Filter> filter = find_filter(spec.filter)->make();
    Params params;
    filter->declare(params);
    for (const Param& param : params.list) {
      for (const auto& [name, value] : spec.settings) {
        if (name == param.name) set_from_text(param, value);
      }
      out += std::string(param.name) + " = " + param.value_text() + '\n';
    }
    if (spec.warn_above < 1) {
      std::ostringstream share;
      share.imbue(std::locale::classic());
      share << spec.warn_above;
      out += "warn-above = " + share.str() + '\n';
    }
  }
  return out;
}

}  // namespace dechaff::recipe
