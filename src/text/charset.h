#pragma once

#include <string>
#include <string_view>

namespace dechaff::text {

/// Text in some character set as UTF-8: as it is when it is UTF-8 already, else from the set that
/// was `declared` (a name as of HTTP or HTML; may be empty or unknown), else from the one that ICU
/// takes it for, else from windows-1252. What is wrong in it becomes U+FFFD. A byte order mark
/// goes.
std::string to_utf8(std::string_view bytes, std::string_view declared);

/// The character set that ICU takes bytes for that are not UTF-8, as iconv spells it. A guess from
/// 64 KiB.
std::string charset_of(std::string_view bytes);

}  // namespace dechaff::text
