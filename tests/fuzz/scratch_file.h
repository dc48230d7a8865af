#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

/// A file in memory that holds some bytes, for what takes a path. One at a time with a `suffix`.
class ScratchFile {
 public:
  ScratchFile(std::string_view bytes, const char* suffix)
      : path_("/dev/shm/dechaff-fuzz-" + std::to_string(::getpid()) + suffix) {
    std::FILE* file = std::fopen(path_.c_str(), "wb");
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
  }
  ScratchFile(const std::uint8_t* data, std::size_t size, const char* suffix)
      : ScratchFile({reinterpret_cast<const char*>(data), size}, suffix) {}
  ~ScratchFile() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};
