#pragma once

#include <string>
#include <vector>

#include "cli/inputs.h"
#include "render/shape/shape.h"

namespace dechaff::cli {

/// Where each input goes below the folder of -o: names are kept, and the extension is that of what
/// is written. Throws Error when two would be one.
std::vector<std::string> mirrored(const Options& options, const std::vector<InputFile>& inputs,
                                  render::shape::Shape shape);

}  // namespace dechaff::cli
