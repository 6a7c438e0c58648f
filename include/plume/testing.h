// Everything for tests of live pages (the seed's `Phoenix.LiveViewTest`); link plume::testing.
#pragma once

#include "plume/testing/app.h"
#include "plume/testing/checks.h"
#include "plume/testing/element.h"
#include "plume/testing/file_input.h"
#include "plume/testing/form.h"
#include "plume/testing/pattern.h"
#include "plume/testing/render_component.h"
#include "plume/testing/result.h"
#include "plume/testing/view.h"
