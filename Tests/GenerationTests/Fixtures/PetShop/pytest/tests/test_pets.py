"""pets: 9 cases of 4 operations and 1 lifecycle."""

import pytest

from assay_runtime import load_cases, load_steps

CASES = load_cases("pets")


# GET /pets: List pets


@pytest.mark.positive
@pytest.mark.P01
@pytest.mark.tag_pets
@pytest.mark.parametrize("case", CASES["get_pets__required_only"])
def test_get_pets__required_only(api, case):
    """GET /pets: required only."""
    api.check(case)


@pytest.mark.boundary
@pytest.mark.P06
@pytest.mark.tag_pets
@pytest.mark.parametrize("case", CASES["get_pets__boundary_inside"])
def test_get_pets__boundary_inside(api, case):
    """GET /pets: boundary inside."""
    api.check(case)


@pytest.mark.boundary
@pytest.mark.N03
@pytest.mark.tag_pets
@pytest.mark.parametrize("case", CASES["get_pets__boundary_outside"])
def test_get_pets__boundary_outside(api, case):
    """GET /pets: boundary outside."""
    api.check(case)


# POST /pets: Add a pet


@pytest.mark.positive
@pytest.mark.P02
@pytest.mark.tag_pets
@pytest.mark.tag_wild_life
@pytest.mark.parametrize("case", CASES["post_pets__all_fields"])
def test_post_pets__all_fields(api, case):
    """POST /pets: all fields."""
    api.check(case)


@pytest.mark.negative
@pytest.mark.N01
@pytest.mark.tag_pets
@pytest.mark.tag_wild_life
@pytest.mark.parametrize("case", CASES["post_pets__missing_required"])
def test_post_pets__missing_required(api, case):
    """POST /pets: missing required."""
    api.check(case)


# GET /pets/{petId}


@pytest.mark.positive
@pytest.mark.P01
@pytest.mark.tag_pets
@pytest.mark.parametrize("case", CASES["get_pets_pet_id__required_only"])
def test_get_pets_pet_id__required_only(api, case, pet_id):
    """GET /pets/{petId}: required only."""
    api.check(case, pet_id=pet_id)


@pytest.mark.negative
@pytest.mark.N02
@pytest.mark.tag_pets
@pytest.mark.parametrize("case", CASES["get_pets_pet_id__wrong_type"])
def test_get_pets_pet_id__wrong_type(api, case):
    """GET /pets/{petId}: wrong type."""
    api.check(case)


# DELETE /pets/{petId}


@pytest.mark.positive
@pytest.mark.P01
@pytest.mark.tag_pets
@pytest.mark.parametrize("case", CASES["delete_pets_pet_id__required_only"])
def test_delete_pets_pet_id__required_only(api, case, pet_id):
    """DELETE /pets/{petId}: required only."""
    api.check(case, pet_id=pet_id)


@pytest.mark.stateful
@pytest.mark.S01
@pytest.mark.p1
@pytest.mark.wfc_F103
@pytest.mark.case_id("0000000000f1")
def test_pets_create_read_delete_read_again_is_404(api, pet_id):
    """Pets: create, read, delete, read again is 404.

    A resource that was removed must not be readable.
    """
    steps = load_steps("pets", "0000000000f1")

    # The fixture pet_id has sent POST /pets.

    # 1. GET /pets/{petId} finds the new pet → 200
    api.check(steps[0], pet_id=pet_id)

    # 2. DELETE /pets/{petId} removes it → 204
    api.check(steps[1], pet_id=pet_id)

    # 3. GET /pets/{petId} does not find it any more → 404 or 410
    api.check(steps[2], pet_id=pet_id)
