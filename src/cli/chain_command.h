#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "render/writer.h"
#include "run/chain.h"
#include "run/recipe.h"

namespace dechaff::cli {

/// Runs a chain over the input as the options say; `writer` prints unless --explain is set.
/// `notes`: every stage that removed nothing, or more than its `warn_above`, says so on stderr.
/// Returns the exit code. Throws Error, ClosedPipe.
int run_chain(const Options& options, const std::vector<StageSpec>& stages,
              const render::Writer& writer, bool notes);

/// The stages of --recipe (else `otherwise`) with what --set changes. Throws Error.
std::vector<StageSpec> recipe_of(const Arguments& arguments, const char* otherwise = "default");

/// The stages of a recipe by its built-in name or its file. Throws Error.
std::vector<StageSpec> find_recipe(const std::string& name);

/// Whether `word` is the name of a built-in recipe; a file of this name comes first.
bool is_recipe_name(const std::string& word);

using recipe::override_setting;

}  // namespace dechaff::cli
