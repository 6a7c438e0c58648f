// All core components: the set that every application needs. One line for each is in docs/core_components.md; a page
// that uses few of them may include their own headers. CMake: plume::core_components.
#pragma once

#include "plume/core_components/back.h"
#include "plume/core_components/button.h"
#include "plume/core_components/dropdown.h"
#include "plume/core_components/file_drop.h"
#include "plume/core_components/flash.h"
#include "plume/core_components/flash_group.h"
#include "plume/core_components/header.h"
#include "plume/core_components/icon.h"
#include "plume/core_components/input.h"
#include "plume/core_components/list.h"
#include "plume/core_components/modal.h"
#include "plume/core_components/pagination.h"
#include "plume/core_components/progress.h"
#include "plume/core_components/show.h"
#include "plume/core_components/simple_form.h"
#include "plume/core_components/stylesheet.h"
#include "plume/core_components/table.h"
#include "plume/core_components/tabs.h"
