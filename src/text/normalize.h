#pragma once

#include <string>
#include <string_view>

namespace dechaff::text {

/// Whether all bytes are ASCII. Near the speed of memory.
bool is_ascii(std::string_view text);

/// Whether more than 1,000 combining marks stand in a row, or there are more bytes than ICU counts:
/// no text does that, and it would take ICU the square of their number to put them in order. O(n).
bool defies_normalization(std::string_view text);

/// Puts `text` in Normalization Form C (Unicode Annex 15) into `out` and returns true, or returns
/// false and leaves `out` alone where the text is NFC already, is not UTF-8 or defies
/// normalization: it stays what it is. O(n); ASCII text costs one scan.
bool to_nfc(std::string_view text, std::string& out);

/// The same with Normalization Form D.
bool to_nfd(std::string_view text, std::string& out);

/// The small letter of `c` by the simple mapping of the Unicode standard, or `c`. O(1).
char32_t lower(char32_t c);

}  // namespace dechaff::text
