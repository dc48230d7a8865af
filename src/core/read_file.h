#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace dechaff {

/// A file's text, and what messages call the file.
struct NamedText {
  std::string path, text;
};

/// All bytes of a file of settings, which may have 256 MB. Throws Error, also when reading fails in
/// the middle, which a stream buffer takes for the end.
std::string read_file(const std::string& path);
NamedText read_named(const std::string& path);

/// The same, a piece at a time.
void read_pieces(const std::string& path, const std::function<void(std::string_view)>& take);

}  // namespace dechaff
