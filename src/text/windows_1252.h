#pragma once

namespace dechaff::text {

/// The character of a byte in Windows-1252 as the WHATWG Encoding Standard has it: its five
/// undefined bytes are the C1 controls. O(1).
char32_t from_windows_1252(unsigned char byte);

/// The byte of a character in Windows-1252, or -1 when it has none. O(1).
int to_windows_1252(char32_t c);

}  // namespace dechaff::text
