// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Movements of tokens that the hub holds.
/// @notice At every moment: tokens held ≥ sum of free + sum of locked + sum of seats' bonds and earnings + burned (more only
/// if somebody sent tokens to the hub without depositing them).
interface ILedger {
    event Locked(address indexed owner, bytes32 indexed cause, uint256 amount);
    event Unlocked(address indexed owner, bytes32 indexed cause, uint256 amount);
    /// @notice Locked tokens of `from` became free tokens of `to` (a price, a fee, a reward, a compensation).
    event Paid(address indexed from, address indexed to, bytes32 indexed cause, uint256 amount);
    /// @notice Locked tokens of `from` are nobody's any more (a penalty, the protocol's share).
    event Burned(address indexed from, bytes32 indexed cause, uint256 amount);

    error InsufficientFreeBalance(address owner, uint256 free, uint256 needed);
    error ZeroAmount();
    error ZeroAddress();
    error AmountTooLarge(uint256 amount);

    /// @notice Tokens that the hub holds and that nobody can ever claim: penalties and the protocol's share of prices.
    function burned() external view returns (uint256);
}
