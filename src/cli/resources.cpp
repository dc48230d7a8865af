#include "cli/resources.h"

#include <algorithm>

#include "cli/locate.h"
#include "core/error.h"

namespace dechaff::cli {
namespace {

void require_known(const std::string& name, std::string_view what,
                   const std::vector<std::string_view>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const std::string_view near = nearest(name, known);
  throw Error({}, "no " + std::string(what) + " is called '" + name + "'", {},
              near.empty() ? "'dechaff rules list' names them all"
                           : "did you mean '" + std::string(near) + "'?");
}

}  // namespace

std::vector<rules::Rule> load_rules(const Options& options) {
  std::vector<rules::Rule> all = rules::load_directory(rules_folder());
  for (const std::string& folder : options.rule_folders) {
    for (rules::Rule& rule : rules::load_directory(folder)) all.push_back(std::move(rule));
  }
  if (!options.without_rules.empty()) {
    std::vector<std::string_view> ids;
    for (const rules::Rule& rule : all) ids.push_back(rule.id);
    for (const std::string& id : options.without_rules) require_known(id, "rule", ids);
    std::erase_if(all, [&](const rules::Rule& rule) {
      return std::find(options.without_rules.begin(), options.without_rules.end(), rule.id) !=
             options.without_rules.end();
    });
  }
  if (!options.only_kinds.empty()) {
    for (const std::string& kind : options.only_kinds) require_known(kind, "kind", rules::kinds());
    std::erase_if(all, [&](const rules::Rule& rule) {
      return std::find(options.only_kinds.begin(), options.only_kinds.end(), rule.kind) ==
             options.only_kinds.end();
    });
  }
  return all;
}

LoadedResources::LoadedResources(const Options& options)
    : rules_(std::make_unique<rules::RuleSet>(load_rules(options))) {
  view_.rules = rules_.get();
  view_.explaining = options.explain || !options.removed.empty();
  if (!options.no_model) {
    const std::string path =
        options.model.empty() ? rules_folder() + "/models/boilerplate.model" : options.model;
    model_ = std::make_unique<model::LineModel>(path);
    view_.model = model_.get();
  }
}

LoadedResources::~LoadedResources() = default;

}  // namespace dechaff::cli
