"""photos: 2 cases of 1 operation."""

import pytest

from assay_runtime import load_cases

CASES = load_cases("photos")


# PUT /pets/{petId}/photo


@pytest.mark.positive
@pytest.mark.P02
@pytest.mark.tag_photos
@pytest.mark.parametrize("case", CASES["put_pets_pet_id_photo__all_fields"])
def test_put_pets_pet_id_photo__all_fields(api, case, pet_id):
    """PUT /pets/{petId}/photo: all fields."""
    api.check(case, pet_id=pet_id)


@pytest.mark.positive
@pytest.mark.P04
@pytest.mark.tag_photos
@pytest.mark.parametrize("case", CASES["put_pets_pet_id_photo__documented_example"])
def test_put_pets_pet_id_photo__documented_example(api, case, pet_id):
    """PUT /pets/{petId}/photo: documented example."""
    api.check(case, pet_id=pet_id)
