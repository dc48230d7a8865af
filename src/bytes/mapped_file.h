#pragma once

#include <string>
#include <string_view>

namespace dechaff {

/// The bytes of a file as they stand in the page cache, read-only. Files are replaced by renaming,
/// so what is mapped stays what it was.
class MappedFile {
 public:
  MappedFile() = default;
  /// No bytes when the file cannot be read or is empty.
  explicit MappedFile(const std::string& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace dechaff
