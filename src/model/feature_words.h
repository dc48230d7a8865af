#pragma once

#include <string_view>

namespace dechaff::model {

/// What a reader is told of a feature that spoke against a line: "a short line" for few words, "no
/// sentence". Related features share their words, so that a reason names each thing once. `high`:
/// the feature is above what is usual. Empty: a reader learns nothing from it.
std::string_view feature_words(std::string_view feature, bool high);

}  // namespace dechaff::model
