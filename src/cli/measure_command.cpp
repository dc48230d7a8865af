#include "cli/measure_command.h"

#include <optional>

#include "cli/chain_command.h"
#include "cli/resources.h"
#include "cli/run_setup.h"

namespace dechaff::cli {

std::vector<StageSpec> stages_for(const signals::Selection& selection, const std::string& recipe) {
  if (recipe.empty() && !selection.needs_chain()) return {};
  std::vector<StageSpec> stages = find_recipe(recipe.empty() ? "default" : recipe);
  StageSpec headings;
  headings.filter = "headings";
  stages.insert(stages.begin(), std::move(headings));
  return stages;
}

int run_measure(const Options& options, const std::vector<StageSpec>& stages,
                render::Reducer& reducer, bytes::Output& output,
                const std::function<void()>& done) {
  std::optional<LoadedResources> resources;
  if (!stages.empty()) resources.emplace(options);
  RunSetup setup(options);
  setup.running.secure = [&] {
    done();
    output.finish();
  };
  RunTotals totals =
      run(setup.running, stages, resources ? resources->view() : Resources{}, reducer, {});
  totals.bytes_out = output.size();
  totals.text_in = 0;  // nothing is kept or not
  setup.sum_up(totals);
  return setup.errors() > 0 ? 2 : 0;
}

}  // namespace dechaff::cli
