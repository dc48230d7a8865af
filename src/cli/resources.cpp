#include "cli/resources.h"

#include <algorithm>

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

RulesFolder root_of(const Options& options) { return RulesFolder(options.rules_root); }

/// Throws Error for an id or a kind that is not there.
void require_names(const Options& options, const std::vector<rules::Rule>& all) {
  std::vector<std::string_view> ids;
  for (const rules::Rule& rule : all) ids.push_back(rule.id);
  for (const std::string& id : options.without_rules) require_known(id, "rule", ids);
  for (const std::string& kind : options.only_kinds) require_known(kind, "kind", rules::kinds());
}

std::vector<rules::Rule> all_rules(const Options& options) {
  std::vector<rules::Rule> all = rules::load_folder(root_of(options)).rules;
  for (const std::string& folder : options.rule_folders)
    rules::add_rules(all, rules::load_folder(RulesFolder(folder)).rules);
  return all;
}

}  // namespace

std::vector<rules::Rule> load_rules(const Options& options) {
  std::vector<rules::Rule> all = all_rules(options);
  require_names(options, all);
  if (!options.languages.empty()) {  // the packs that a page in these languages gets
    const rules::PackLibrary library(root_of(options));
    rules::PackMask packs = library.always();
    for (const std::string& language : options.languages) packs |= library.of_language(language);
    std::vector<std::string> left_out;
    for (std::size_t i = 0; i < library.languages().size(); ++i) {
      if ((packs >> i & 1U) == 0)
        left_out.push_back(root_of(options).path_of(library.languages()[i] + '/'));
    }
    std::erase_if(all, [&](const rules::Rule& rule) {
      return std::any_of(left_out.begin(), left_out.end(), [&](const std::string& folder) {
        return rule.place.path.starts_with(folder);
      });
    });
  }
  const auto listed = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  std::erase_if(all, [&](const rules::Rule& rule) {
    return listed(options.without_rules, rule.id) ||
           (!options.only_kinds.empty() &&
            !listed(options.only_kinds, std::string(rules::name_of(rule.kind))));
  });
  return all;
}

LoadedResources::LoadedResources(const Options& options) {
  if (!options.without_rules.empty() || !options.only_kinds.empty())
    require_names(options, all_rules(options));
  packs_ = std::make_unique<rules::PackLibrary>(
      root_of(options),
      rules::PackLibrary::Choice{options.rule_folders, options.without_rules, options.only_kinds});
  view_.packs = packs_.get();
  view_.sites = &sites_;
  view_.languages = options.languages;
  const std::vector<std::string_view> known(packs_->languages().begin(), packs_->languages().end());
  for (const std::string& language : options.languages) {
    if (packs_->of_language(language) == 0) require_known(language, "language pack", known);
  }
  view_.explaining = options.explain || !options.removed.empty();
  if (!options.no_model) {
    model_ = options.model.empty() ? std::make_unique<model::LineModel>(root_of(options))
                                   : std::make_unique<model::LineModel>(options.model);
    view_.model = model_.get();
  }
}

LoadedResources::~LoadedResources() = default;

}  // namespace dechaff::cli
