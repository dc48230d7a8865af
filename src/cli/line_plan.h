#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "render/shape/shape.h"
#include "run/chain.h"
#include "run/line_dedup.h"

namespace dechaff::cli {

/// What a stage's setting is set to, as text.
std::string setting(const StageSpec& stage, std::string_view name, std::string_view otherwise);

/// How lines are compared when all that is asked for is a dedup of whole lines over the input,
/// which has a way of its own; nothing otherwise.
std::optional<LineDedup> lines_alone(const Options& options, const std::vector<StageSpec>& stages,
                                     render::shape::Shape shape);

}  // namespace dechaff::cli
