// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @title Registry of assets of one kind. Owning the ERC-721 token is owning the asset.
/// @notice A token's id is the hash of what it names, so an id can never come to name something else (re-orgs included).
interface IAssetRegistry is IERC721 {
    struct Asset {
        string cid; // content id (CIDv1) of the app, dataset or description
        bytes32 checksum; // sha2-256 of the content's bytes
        string metadata; // link to a description (ipfs://…, https://…) or a short JSON document
    }

    event AssetRegistered(uint256 indexed id, address indexed owner, string cid, bytes32 checksum, string metadata);

    error EmptyCid();
    error TextTooLong(uint256 length, uint256 maxLength);
    error UnknownAsset(uint256 id);

    /// @notice Registers an asset for `owner` and returns its id. Registering the same again reverts.
    function register(address owner, string calldata cid, bytes32 checksum, string calldata metadata)
        external
        returns (uint256 id);
    /// @notice The id that `register` would give.
    function idOf(address owner, string calldata cid, bytes32 checksum, string calldata metadata)
        external
        pure
        returns (uint256);
    /// @notice What `id` names. Reverts for an unknown id.
    function asset(uint256 id) external view returns (Asset memory);
    /// @notice Whether `id` was registered.
    function exists(uint256 id) external view returns (bool);
}
