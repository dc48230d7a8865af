#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "decide/mode.h"

namespace dechaff::decide {

/// Chooses the blocks of a page to keep from their probabilities `p` of being
/// content and their words. balanced and strict keep the k most probable blocks
/// that maximise the expected word F1, 2·Σpw / (Σ kept w + a·Σpw), a = 1 (Nan,
/// Chai, Lee & Chieu 2012, "Optimizing F-measure"); strict lowers a to .5. A
/// page of which nine tenths of the words are probably content loses only
/// blocks under p = .1, and a page of fewer than five blocks nothing; one that
/// is expected to hold under 50 words of content, and of which the best choice
/// has an expected F1 under .25, is all chaff. With
/// `threshold` > 0 a block stays when p reaches it, whatever the mode. O(n log
/// n).
void choose_blocks(std::span<const float> p, std::span<const float> words, Mode mode,
                   float threshold, std::vector<std::uint8_t>& keep);

}  // namespace dechaff::decide
