#pragma once

#include <cstdio>
#include <string>

/// An entry of a tar archive (ustar) as the manual of GNU tar describes it.
inline std::string tar_entry(const std::string& name, const std::string& data, char type = '0') {
  std::string block(512, '\0');
  block.replace(0, name.size(), name);
  block.replace(100, 8, std::string("0000644", 8));
  char digits[16];
  std::snprintf(digits, sizeof digits, "%011zo", data.size());
  block.replace(124, 12, std::string(digits, 12));
  block.replace(148, 8, "        ");
  block[156] = type;
  block.replace(257, 8,
                std::string("ustar\0"
                            "00",
                            8));
  unsigned sum = 0;
  for (const char c : block) sum += static_cast<unsigned char>(c);
  std::snprintf(digits, sizeof digits, "%06o", sum);
  block.replace(148, 7, std::string(digits, 7));
  return block + data + std::string((512 - data.size() % 512) % 512, '\0');
}
