#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <string>

/// A file in memory that holds `size` bytes of `data`, for loaders that take a path.
class ScratchFile {
 public:
  ScratchFile(const std::uint8_t* data, std::size_t size, const char* suffix)
      : path_("/dev/shm/dechaff-fuzz-" + std::to_string(::getpid()) + suffix) {
    std::FILE* file = std::fopen(path_.c_str(), "wb");
    std::fwrite(data, 1, size, file);
    std::fclose(file);
  }
  ~ScratchFile() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};
