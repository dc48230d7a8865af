#pragma once

#include <string_view>

namespace dechaff::check {

/// Whether `pattern` matches all of `path`, bytes with '/' between folders. '*' and '?' stay inside
/// a folder, "**/" at the begin of a part is any number of folders, "/**" at the end is all that is
/// in one, [a-z] and [!a-z] are sets, '\' takes the next character as it is: gitignore(5). A set
/// without an end matches nothing. At worst O(|pattern|·|path|²).
bool glob_matches(std::string_view pattern, std::string_view path);

/// The same for settings: a pattern without '/' is matched with the file's name, one with '/' with
/// the whole path or with what follows one of its folders. A leading "./" counts nowhere.
bool names_path(std::string_view pattern, std::string_view path);

/// Whether the shell would see a pattern in it.
bool is_glob(std::string_view text);

}  // namespace dechaff::check
