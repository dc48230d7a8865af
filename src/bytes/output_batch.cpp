#include "bytes/output_batch.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace dechaff::bytes {

void OutputBatch::add(std::unique_ptr<Output> written) {
  written->flush();
  waiting_.push_back(std::move(written));
  if (waiting_.size() >= most) commit();
}

void OutputBatch::commit() {
  const std::vector<std::unique_ptr<Output>> files = std::exchange(waiting_, {});
  std::set<dev_t> synced;
  for (const auto& file : files) {
    if (files.size() <= few) {
      file->sync();
    } else if (synced.insert(file->device()).second) {
      file->sync_file_system();
    }
  }
  std::set<std::string> folders;
  for (const auto& file : files) {
    file->take_name();
    folders.insert(file->folder());
  }
  for (const std::string& folder : folders) sync_folder(folder);
}

}  // namespace dechaff::bytes
