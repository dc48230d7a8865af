#pragma once

#include "formats/batch.h"

namespace dechaff::formats {

/// Makes the HTML in the documents of a batch into text, in JSON strings, CSV fields and tar
/// entries; all else of the batch stays. Of an archive only what begins as a page, or is called so,
/// is read.
void read_pages(Batch& batch);

}  // namespace dechaff::formats
