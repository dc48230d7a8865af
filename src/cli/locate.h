#pragma once

#include "recipe/rules_folder.h"

namespace dechaff::cli {

using recipe::rules_folder;

}  // namespace dechaff::cli
