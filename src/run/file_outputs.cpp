#include "run/file_outputs.h"

#include <filesystem>
#include <utility>

namespace dechaff {

void FileOutputs::begin_file(std::size_t file) {
  end_file();
  file_ = file;
  const std::string& path = options_.paths[file];
  try {
    if (options_.place == Place::elsewhere) {
      std::error_code error;
      std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
      if (error) throw Error({path}, "its folder cannot be made: " + error.message());
    }
    using Existing = bytes::Output::Existing;
    output_ = std::make_unique<bytes::Output>(
        path, options_.place == Place::in_place ? Existing::required : Existing::optional);
  } catch (const Error& error) {
    unopened_ = error;
  }
}

void FileOutputs::reduce(render::Text& text) {
  if (output_ == nullptr) return;
  bytes::pack(output_->packing(), text);
  output_->write(text);
}

void FileOutputs::end_file() {
  if (file_ == SIZE_MAX) return;
  if (unopened_ && !failed_) options_.report(*unopened_);  // else that it cannot be read was said
  failed_ = failed_ || unopened_;
  unopened_.reset();
  const bool empty = output_ != nullptr && output_->size() == 0;
  const bool in_place = options_.place == Place::in_place;
  const bool unread = failed_ && empty;
  if (failed_ && in_place) {
    output_.reset();
    options_.left(options_.paths[file_]);
  } else if (unread || (empty && options_.without_empty && !in_place)) {
    output_.reset();
  } else if (output_ != nullptr) {
    batch_.add(std::move(output_));
  }
  output_.reset();
  failed_ = false;
}

void FileOutputs::finish() {
  end_file();
  file_ = SIZE_MAX;
  batch_.commit();
}

}  // namespace dechaff
