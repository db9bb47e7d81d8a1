// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IAssetRegistry} from "../../src/interfaces/IAssetRegistry.sol";
import {IWorkerPoolRegistry} from "../../src/interfaces/IWorkerPoolRegistry.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

contract RegistryTest is Base {
    bytes32 private constant CHECKSUM = keccak256("content");

    function test_Registering_gives_the_owner_a_token_whose_id_is_the_hash_of_what_it_names() public {
        uint256 id = apps.idOf(stranger.at, "bafy", CHECKSUM, "ipfs://meta");
        VM.assertEq(id, uint256(keccak256(abi.encode(stranger.at, "bafy", CHECKSUM, "ipfs://meta"))));
        VM.assertFalse(apps.exists(id));
        VM.expectEmit(address(apps));
        emit IAssetRegistry.AssetRegistered(id, stranger.at, "bafy", CHECKSUM, "ipfs://meta");
        VM.assertEq(apps.register(stranger.at, "bafy", CHECKSUM, "ipfs://meta"), id);

        VM.assertTrue(apps.exists(id));
        VM.assertEq(apps.ownerOf(id), stranger.at);
        VM.assertEq(apps.tokenURI(id), "ipfs://meta");
        IAssetRegistry.Asset memory asset = apps.asset(id);
        VM.assertEq(asset.cid, "bafy");
        VM.assertEq(asset.checksum, CHECKSUM);
        VM.assertEq(asset.metadata, "ipfs://meta");
    }

    function test_Registering_the_same_again_is_refused_even_after_a_transfer() public {
        uint256 id = apps.register(stranger.at, "bafy", CHECKSUM, "");
        VM.prank(stranger.at);
        apps.transferFrom(stranger.at, requester.at, id);
        VM.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidSender.selector, address(0)));
        apps.register(stranger.at, "bafy", CHECKSUM, "");
    }

    function test_Texts_have_bounds() public {
        VM.expectRevert(IAssetRegistry.EmptyCid.selector);
        apps.register(stranger.at, "", CHECKSUM, "");
        VM.expectRevert(abi.encodeWithSelector(IAssetRegistry.TextTooLong.selector, 129, 128));
        apps.register(stranger.at, string(new bytes(129)), CHECKSUM, "");
        VM.expectRevert(abi.encodeWithSelector(IAssetRegistry.TextTooLong.selector, 2049, 2048));
        apps.register(stranger.at, "bafy", CHECKSUM, string(new bytes(2049)));
        apps.register(stranger.at, string(new bytes(128)), CHECKSUM, string(new bytes(2048)));
    }

    function test_An_unknown_asset_is_named_in_the_error() public {
        VM.expectRevert(abi.encodeWithSelector(IAssetRegistry.UnknownAsset.selector, 7));
        datasets.asset(7);
        VM.expectRevert(abi.encodeWithSelector(IAssetRegistry.UnknownAsset.selector, 7));
        datasets.tokenURI(7);
        VM.expectRevert(abi.encodeWithSelector(IAssetRegistry.UnknownAsset.selector, 7));
        pools.poolOf(7);
    }

    function test_Only_the_owner_appoints_a_scheduler() public {
        VM.expectRevert(abi.encodeWithSelector(IWorkerPoolRegistry.NotPoolOwner.selector, poolId, address(this)));
        pools.setScheduler(poolId, stranger.at);
        VM.expectRevert(abi.encodeWithSelector(IWorkerPoolRegistry.NotPoolOwner.selector, 7, address(this)));
        pools.setScheduler(7, stranger.at);
        VM.expectRevert(IWorkerPoolRegistry.ZeroScheduler.selector);
        VM.prank(poolOwner.at);
        pools.setScheduler(poolId, address(0));

        VM.expectEmit(address(pools));
        emit IWorkerPoolRegistry.SchedulerChanged(poolId, stranger.at);
        VM.prank(poolOwner.at);
        pools.setScheduler(poolId, stranger.at);
        (address owner, address appointed) = pools.poolOf(poolId);
        VM.assertEq(owner, poolOwner.at);
        VM.assertEq(appointed, stranger.at);
    }

    function test_A_sold_pool_is_scheduled_by_its_new_owner() public {
        VM.expectEmit(address(pools));
        emit IWorkerPoolRegistry.SchedulerChanged(poolId, stranger.at);
        VM.prank(poolOwner.at);
        pools.transferFrom(poolOwner.at, stranger.at, poolId);
        (address owner, address appointed) = pools.poolOf(poolId);
        VM.assertEq(owner, stranger.at);
        VM.assertEq(appointed, stranger.at);
    }

    function test_Collections_have_names() public view {
        VM.assertEq(apps.name(), "ECT Applications");
        VM.assertEq(datasets.name(), "ECT Datasets");
        VM.assertEq(pools.name(), "ECT Worker Pools");
    }
}
