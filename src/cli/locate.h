#pragma once

#include "run/rules_folder.h"

namespace dechaff::cli {

using recipe::rules_folder;

}  // namespace dechaff::cli
