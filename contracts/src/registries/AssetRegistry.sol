// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";

/// @title What the three registries share. No owner, no removal: what was sold stays checkable.
abstract contract AssetRegistry is ERC721, IAssetRegistry {
    /// @notice Longest content id, in bytes: room for every hash function in use.
    uint256 public constant MAX_CID_LENGTH = 128;
    /// @notice Longest metadata, in bytes.
    uint256 public constant MAX_METADATA_LENGTH = 2048;

    mapping(uint256 id => Asset) private _assets;

    /// @inheritdoc IAssetRegistry
    function register(address owner, string calldata cid, bytes32 checksum, string calldata metadata)
        external
        returns (uint256 id)
    {
        if (bytes(cid).length == 0) revert EmptyCid();
        if (bytes(cid).length > MAX_CID_LENGTH) revert TextTooLong(bytes(cid).length, MAX_CID_LENGTH);
        if (bytes(metadata).length > MAX_METADATA_LENGTH) {
            revert TextTooLong(bytes(metadata).length, MAX_METADATA_LENGTH);
        }

        id = idOf(owner, cid, checksum, metadata);
        _mint(owner, id); // reverts if the id exists
        _assets[id] = Asset(cid, checksum, metadata);

        emit AssetRegistered(id, owner, cid, checksum, metadata);
    }

    /// @inheritdoc IAssetRegistry
    function idOf(address owner, string calldata cid, bytes32 checksum, string calldata metadata)
        public
        pure
        returns (uint256)
    {
        return uint256(keccak256(abi.encode(owner, cid, checksum, metadata)));
    }

    /// @inheritdoc IAssetRegistry
    function asset(uint256 id) external view returns (Asset memory) {
        if (!exists(id)) revert UnknownAsset(id);
        return _assets[id];
    }

    /// @inheritdoc IAssetRegistry
    function exists(uint256 id) public view returns (bool) {
        return _ownerOf(id) != address(0);
    }

    /// @notice The asset's metadata, as ERC-721 calls it.
    function tokenURI(uint256 id) public view override returns (string memory) {
        if (!exists(id)) revert UnknownAsset(id);
        return _assets[id].metadata;
    }
}
