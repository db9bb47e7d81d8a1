// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EctHub} from "../../src/EctHub.sol";
import {IAssetRegistry} from "../../src/interfaces/IAssetRegistry.sol";
import {IEscrow} from "../../src/interfaces/IEscrow.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {IWorkerPoolRegistry} from "../../src/interfaces/IWorkerPoolRegistry.sol";
import {Category} from "../../src/types/Category.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

contract Plenty is ERC20("Plenty", "PLY") {
    constructor() {
        _mint(msg.sender, uint256(type(uint96).max) + 1);
    }
}

contract ConstructorTest is Base {
    function test_The_hub_says_what_it_was_made_of() public view {
        VM.assertEq(address(hub.token()), address(token));
        VM.assertEq(address(hub.apps()), address(apps));
        VM.assertEq(address(hub.datasets()), address(datasets));
        VM.assertEq(address(hub.pools()), address(pools));
        VM.assertEq(hub.categoryCount(), 2);
        VM.assertEq(hub.category(0).name, "small");
        VM.assertEq(hub.category(1).duration, 5);
    }

    function test_The_limits_are_public() public view {
        VM.assertEq(hub.SCHEDULER_STAKE_BPS(), 3000);
        VM.assertEq(hub.MAX_TRUST(), 16);
        VM.assertEq(hub.MAX_CONTRIBUTORS(), 32);
        VM.assertEq(hub.CONTRIBUTION_PERIODS(), 8);
        VM.assertEq(hub.FINAL_PERIODS(), 10);
        VM.assertEq(hub.MIN_REVEAL_PERIOD(), 30);
        VM.assertEq(hub.CALLBACK_GAS(), 200_000);
        VM.assertEq(hub.MAX_PARAMS_LENGTH(), 8192);
    }

    function test_A_hub_without_token_or_registry_is_refused() public {
        Category[] memory categories = _categories();
        VM.expectRevert(IEscrow.ZeroAddress.selector);
        new EctHub(IERC20(address(0)), apps, datasets, pools, categories);
        VM.expectRevert(IEscrow.ZeroAddress.selector);
        new EctHub(token, IAssetRegistry(address(0)), datasets, pools, categories);
        VM.expectRevert(IEscrow.ZeroAddress.selector);
        new EctHub(token, apps, IAssetRegistry(address(0)), pools, categories);
        VM.expectRevert(IEscrow.ZeroAddress.selector);
        new EctHub(token, apps, datasets, IWorkerPoolRegistry(address(0)), categories);
    }

    function test_A_hub_without_categories_or_with_one_of_no_time_is_refused() public {
        VM.expectRevert(abi.encodeWithSelector(IExchange.InvalidCategory.selector, 0));
        new EctHub(token, apps, datasets, pools, new Category[](0));
        Category[] memory categories = _categories();
        categories[1].duration = 0;
        VM.expectRevert(abi.encodeWithSelector(IExchange.InvalidCategory.selector, 1));
        new EctHub(token, apps, datasets, pools, categories);
    }

    function test_A_token_with_too_large_a_supply_is_refused() public {
        Plenty plenty = new Plenty();
        Category[] memory categories = _categories();
        VM.expectRevert(abi.encodeWithSelector(IEscrow.AmountTooLarge.selector, uint256(type(uint96).max) + 1));
        new EctHub(plenty, apps, datasets, pools, categories);
    }
}
