#include "bytes/folder_hash.h"

#include "bytes/checksum.h"

namespace dechaff::bytes {

std::string folder_hash(const RulesFolder& folder, std::string_view without) {
  Checksum checksum;
  for (const std::string& name : folder.names()) {
    if (!without.empty() && name.starts_with(without)) continue;
    checksum.add(name);
    checksum.add(std::string_view("\0", 1));
    checksum.add(folder.read(name).text);
  }
  return checksum.hex().substr(0, 16);
}

}  // namespace dechaff::bytes
