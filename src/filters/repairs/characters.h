#pragma once

#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// The Latin ligatures U+FB00 to U+FB06 as their letters. O(n).
void find_ligatures(std::string_view line, Repairs& out);

/// Soft hyphens (U+00AD), which only say where a word may be broken. O(n).
void find_soft_hyphens(std::string_view line, Repairs& out);

/// Full-width letters and digits (U+FF10…) as ASCII, and the marks ．，：／％＋－ between two of
/// them. Other full-width punctuation is right in Chinese and Japanese and stays. O(n).
void find_full_width(std::string_view line, Repairs& out);

}  // namespace dechaff::repairs
